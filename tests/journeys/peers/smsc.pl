#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# An SMSC on Net::SMPP; its arguments, commands and events are those of ../support/smsc.js.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use IO::Socket::SSL;
use NetSmppPeer;

my ($port, $certificates) = @ARGV;
my $listener = Net::SMPP->new_listen('127.0.0.1', port => $port, async => 1) or die "listen: $!";
my $select = IO::Select->new($listener);
my %receivers;    # system_id: session
my %asked;        # session: {sequence_number: event} of our deliver_sm that have no answer yet
my %names;        # session: system_id
my $messages = 0;

my %kinds = (
    Net::SMPP::CMD_bind_transceiver, 'bind_transceiver',
    Net::SMPP::CMD_bind_transmitter, 'bind_transmitter',
    Net::SMPP::CMD_bind_receiver,    'bind_receiver',
    Net::SMPP::CMD_enquire_link,     'enquire_link',
    Net::SMPP::CMD_unbind,           'unbind',
);

sub take_connection {
    my $session = $listener->accept or return;
    if ($certificates) {
        secured($session, $certificates, 'server', SSL_server => 1,
            SSL_verify_mode => SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT)
            or return say_event(event => 'error', error => IO::Socket::SSL::errstr());
    }
    $select->add($session);
}

sub deliver {
    my ($session, $event, @message) = @_;
    $asked{$session}{ $session->deliver_sm(@message) } = { %$event, system_id => $names{$session} };
}

sub send_receipt {
    my ($session, $pdu, $id) = @_;
    deliver(
        $session,
        { event => 'receipt_answered', id => $id },
        source_addr          => $pdu->{destination_addr},
        destination_addr     => $pdu->{source_addr},
        esm_class            => Net::SMPP::ESM_type_delivery_receipt,
        short_message        => "id:$id sub:001 dlvrd:001 submit date:2601051200 done date:2601051200 "
            . 'stat:DELIVRD err:000 text:',
        receipted_message_id => "$id\0",
        message_state        => chr Net::SMPP::MSGSTATE_delivered,
    );
}

sub take_message {
    my ($session, $pdu) = @_;
    my $id = sprintf '%x', ++$messages;
    my ($text, $udh) = read_message($pdu);
    say_event(event => 'submit_sm', system_id => $names{$session}, id => $id, from => $pdu->{source_addr},
        to => $pdu->{destination_addr}, data_coding => $pdu->{data_coding}, esm_class => $pdu->{esm_class},
        text => $text, udh => $udh);
    $session->submit_sm_resp(message_id => $id, seq => $pdu->{seq});
    send_receipt($session, $pdu, $id) if $pdu->{registered_delivery} & Net::SMPP::REG_receipt_mask;
}

sub end {
    my ($session) = @_;
    say_event(event => 'closed', system_id => $names{$session});
    delete $receivers{ $names{$session} } if defined $names{$session};
    delete $_->{$session} for \%asked, \%names;
    $select->remove($session);
    $session->close;
}

# Whether the session goes on.
sub handle {
    my ($session, $pdu) = @_;
    my $kind = $kinds{ $pdu->{cmd} } // '';
    if ($kind =~ /^bind_/) {
        $names{$session} = $pdu->{system_id};
        $receivers{ $pdu->{system_id} } = $session if $kind ne 'bind_transmitter';
        say_event(event => $kind, system_id => $pdu->{system_id}, password => $pdu->{password});
        my $answer = "${kind}_resp";
        $session->$answer(system_id => 'perl-smsc', seq => $pdu->{seq});
    } elsif ($pdu->{cmd} == Net::SMPP::CMD_submit_sm) {
        take_message($session, $pdu);
    } elsif ($pdu->{cmd} == Net::SMPP::CMD_deliver_sm_resp) {
        my $event = delete $asked{$session}{ $pdu->{seq} };
        say_event(%$event, status => $pdu->{status}) if $event;
    } elsif ($kind) {
        say_event(event => $kind, system_id => $names{$session});
        my $answer = "${kind}_resp";
        $session->$answer(seq => $pdu->{seq});
        return $kind ne 'unbind';
    }
    return 1;
}

say_event(event => 'listening', port => 0 + $port);
serve(
    $select,
    sub {
        my $message = $_[0]{deliver};
        my $session = $receivers{ $message->{system_id} }
            or return say_event(event => 'nobody_bound', system_id => $message->{system_id});
        deliver($session, { event => 'deliver_answered', text => $message->{text} },
            source_addr => $message->{from}, destination_addr => $message->{to}, data_coding => 8,
            short_message => in_ucs2($message->{text}));
    },
    sub {
        my ($handle) = @_;
        return take_connection() if $handle == $listener;
        # What TLS has read ahead the socket does not tell of.
        do {
            my $pdu = $handle->read_pdu;
            return end($handle) unless $pdu && handle($handle, $pdu);
        } while $certificates && $handle->pending;
    },
);
