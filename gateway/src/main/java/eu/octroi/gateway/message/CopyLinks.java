// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/**
 * What differs from copy to copy.
 *
 * @param unsubscribeUrl this recipient's own link, absolute
 * @param noticeUrl the level 2 notice, absolute
 * @param listId identifier of List-Id without angle brackets, RFC 2919 section 2: under 255 octets
 * @param reference value of X-Octroi-Ref: names message and recipient to us alone
 */
public record CopyLinks(String unsubscribeUrl, String noticeUrl, String listId, String reference) {
    private static final int LIST_ID_OCTETS_MAX = 254;

    public CopyLinks {
        HeaderText.checkUrl(unsubscribeUrl);
        HeaderText.checkUrl(noticeUrl);
        HeaderText.checkToken(listId, LIST_ID_OCTETS_MAX);
        HeaderText.checkToken(reference, HeaderText.LINE_OCTETS_MAX / 2);
    }
}
