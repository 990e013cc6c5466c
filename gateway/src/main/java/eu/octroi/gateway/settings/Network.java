// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses in CIDR notation, such as {@code 127.0.0.0/8}. An IPv4-mapped IPv6 address
 * is taken as the IPv4 address it stands for.
 *
 * @param prefixBits leading bits that must agree
 */
public record Network(InetAddress address, int prefixBits) {
    public Network {
        if (prefixBits < 0 || prefixBits > address.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix length " + prefixBits);
        }
    }

    /** Reads what {@link #toString()} writes; empty for anything else, also bits beyond the prefix. */
    public static Optional<Network> parse(String text) {
        return Forms.NETWORK_FORM.read(text);
    }

    public boolean contains(InetAddress candidate) {
        byte[] mine = address.getAddress();
        byte[] theirs = candidate.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no bit beyond the prefix is set. */
    boolean isExact() {
        byte[] octets = address.getAddress();
        for (int bit = prefixBits; bit < octets.length * 8; bit++) {
            if ((octets[bit >> 3] & 0x80 >> (bit & 7)) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether it is wider than any network one operator can know: more than 10.0.0.0/8 in IPv4 or
     * fc00::/7 in IPv6, the largest private blocks there are.
     */
    boolean isWorldwide() {
        return prefixBits < (address instanceof Inet4Address ? 8 : 7);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixBits;
    }
}
