# SPDX-License-Identifier: Apache-2.0
# What esme.pl and smsc.pl share: Net::SMPP over TLS, JSON lines, and waiting for both at once.
package NetSmppPeer;

use strict;
use warnings;
use Encode qw(decode encode);
use Exporter qw(import);
use IO::Select;
use IO::Socket::SSL;
use JSON::PP;
use Net::SMPP;
use Net::SSLeay;

our @EXPORT = qw(say_event secured in_ucs2 read_message serve);

# Net::SMPP is a socket and has no TLS of its own; IO::Socket::SSL takes a connected socket over in place. Its reads
# and writes come first, all else is Net::SMPP's.
{
    package NetSmppPeer::Secured;
    our @ISA = qw(IO::Socket::SSL Net::SMPP);
}

my $json = JSON::PP->new->canonical->utf8;

sub say_event {
    my (%event) = @_;
    syswrite STDOUT, $json->encode(\%event) . "\n";
}

# A connected session, from now on over TLS with the certificate of this name.
sub secured {
    my ($session, $certificates, $name, @more) = @_;
    return NetSmppPeer::Secured->start_SSL(
        $session,
        SSL_ca_file   => "$certificates/ca.pem",
        SSL_cert_file => "$certificates/$name.pem",
        SSL_key_file  => "$certificates/$name.key",
        SSL_create_ctx_callback => \&keep_keys,
        @more,
    );
}

# As node's --tls-keylog: what a decoder needs to read the capture.
sub keep_keys {
    my ($context) = @_;
    my $file = $ENV{SSLKEYLOGFILE} or return;
    Net::SSLeay::CTX_set_keylog_callback($context, sub {
        open my $out, '>>', $file or die "$file: $!";
        syswrite $out, "$_[1]\n";
    });
}

sub in_ucs2 { return encode('UTF-16BE', $_[0]) }

# The text of a submit_sm or deliver_sm, and the elements of its user data header in hex. TS 23.040 9.2.3.24.
sub read_message {
    my ($pdu) = @_;
    my $octets = $pdu->{short_message};
    my @elements;
    if ($pdu->{esm_class} & Net::SMPP::ESM_feature_UDHI) {
        my $header = unpack 'C/a', $octets;
        $octets = substr $octets, 1 + length $header;
        while (length $header) {
            my $size = 2 + ord substr $header, 1, 1;    # identifier, length, so many octets
            push @elements, unpack 'H*', substr $header, 0, $size, '';
        }
    }
    my $text = $pdu->{data_coding} == 8 ? decode('UTF-16BE', $octets) : $octets;
    return ($text, \@elements);
}

# Until stdin ends: calls `on_command` with each JSON line of stdin, `on_ready` with each handle of `select` that
# can be read.
sub serve {
    my ($select, $on_command, $on_ready) = @_;
    my $typed = '';
    $select->add(\*STDIN);
    while (my @ready = $select->can_read) {
        for my $handle (@ready) {
            if ($handle != \*STDIN) {
                $on_ready->($handle);
                next;
            }
            sysread STDIN, $typed, 65536, length $typed or return;
            $on_command->($json->decode($1)) while $typed =~ s/^(.*)\n//;
        }
    }
}

1;
