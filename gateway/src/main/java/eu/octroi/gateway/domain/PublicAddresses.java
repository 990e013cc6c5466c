// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses belong to the public network (IANA special-purpose registries, RFC 6890). What a
 * stranger's DNS or link names is gone to only there. Stateless.
 */
public final class PublicAddresses {
    private PublicAddresses() {}

    public static boolean isPublic(InetAddress address) {
        byte[] octets = address.getAddress();
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet4Address ? isPublicFour(octets) : isPublicSix(octets);
    }

    private static boolean isPublicFour(byte[] octets) {
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        int third = octets[2] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 192 -> !(second == 0 && (third == 0 || third == 2)) && second != 168;
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Global unicast alone, without what embeds an IPv4 address or documents. */
    private static boolean isPublicSix(byte[] octets) {
        int first = (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
        int second = (octets[2] & 0xff) << 8 | (octets[3] & 0xff);
        boolean global = (first & 0xe000) == 0x2000;
        boolean embedding = first == 0x2002 || (first == 0x2001 && second == 0);
        return global && !embedding && !(first == 0x2001 && second == 0x0db8);
    }
}
