#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# An ESME on Net::SMPP; its arguments, commands and events are those of esme.js.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use NetSmppPeer;

my ($port, $system_id, $certificates) = @ARGV;
my $session = Net::SMPP->new_connect('127.0.0.1', port => $port, async => 1) or die "connect: $!";
if ($certificates) {
    secured($session, $certificates, 'client', SSL_hostname => 'picketd.example',
        SSL_verifycn_name => 'picketd.example', SSL_verifycn_scheme => 'default')
        or die IO::Socket::SSL::errstr();
}
$session->bind_transceiver(system_id => $system_id, password => 'secret');

my %answers = (
    Net::SMPP::CMD_bind_transceiver_resp, 'bind_transceiver_resp',
    Net::SMPP::CMD_submit_sm_resp,        'submit_sm_resp',
    Net::SMPP::CMD_enquire_link_resp,     'enquire_link_resp',
    Net::SMPP::CMD_unbind_resp,           'unbind_resp',
    Net::SMPP::CMD_generic_nack,          'generic_nack',
);

sub submit {
    my ($message) = @_;
    my $udh = pack 'H*', $message->{udh} // '';
    $session->submit_sm(
        source_addr         => '10690000123',
        destination_addr    => $message->{to},
        data_coding         => 8,
        esm_class           => length $udh ? Net::SMPP::ESM_feature_UDHI : 0,
        registered_delivery => $message->{receipt} ? 1 : 0,
        short_message       => $udh . in_ucs2($message->{text}),
    );
}

sub handle {
    my ($pdu) = @_;
    if (my $answer = $answers{ $pdu->{cmd} }) {
        say_event(event => $answer, status => $pdu->{status}, message_id => $pdu->{message_id});
        exit if $answer eq 'unbind_resp';
    } elsif ($pdu->{cmd} == Net::SMPP::CMD_enquire_link) {
        say_event(event => 'enquire_link');
        $session->enquire_link_resp(seq => $pdu->{seq});
    } elsif ($pdu->{cmd} == Net::SMPP::CMD_deliver_sm) {
        my ($text) = read_message($pdu);
        # An octet string that ends with its NUL, SMPP 3.4 5.3.2.12.
        my $receipted = unpack 'Z*', $pdu->{receipted_message_id} // '';
        say_event(event => 'deliver_sm', from => $pdu->{source_addr}, to => $pdu->{destination_addr},
            esm_class => $pdu->{esm_class}, text => $text, receipted_message_id => $receipted);
        $session->deliver_sm_resp(message_id => '', seq => $pdu->{seq});
    }
}

serve(
    IO::Select->new($session),
    sub {
        my ($command) = @_;
        submit($command->{submit_sm}) if $command->{submit_sm};
        $session->enquire_link() if $command->{enquire_link};
        $session->unbind() if $command->{unbind};
    },
    sub {
        # What TLS has read ahead the socket does not tell of.
        do {
            my $pdu = $session->read_pdu or do { say_event(event => 'closed'); exit };
            handle($pdu);
        } while $certificates && $session->pending;
    },
);
