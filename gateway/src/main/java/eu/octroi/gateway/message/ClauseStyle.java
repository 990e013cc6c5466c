// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/** How clauses look in HTML. */
final class ClauseStyle {
    /**
     * What a mail says of its own elements does not reach ours: {@code all} takes back what a style
     * sheet or an element around ours sets, position and order keep it above whatever the mail lays
     * over it. The first three are for Outlook, which passes over what is marked as important.
     */
    static final String BLOCK =
            "font-size:13px; color:#333333; background-color:#ffffff; all:initial !important;"
                    + " display:block !important; direction:ltr !important;"
                    + " unicode-bidi:isolate !important; position:relative !important;"
                    + " z-index:2147483647 !important; clear:both !important;"
                    + " margin:16px 0 0 0 !important; padding:8px !important;"
                    + " max-width:640px !important; background-color:#ffffff !important;";

    /**
     * Font size, contrast and colours hold in light and dark schemes alike. They stand on an
     * element of their own because a font element left open would be opened anew within the block.
     */
    static final String TEXT =
            "all:initial !important; font-family:Arial,Helvetica,sans-serif !important;"
                    + " font-size:13px !important; line-height:1.5 !important;"
                    + " color:#333333 !important;";

    static final String LINK =
            "all:unset !important; color:#0b57d0 !important;"
                    + " text-decoration:underline !important; cursor:pointer !important;";

    private ClauseStyle() {}
}
