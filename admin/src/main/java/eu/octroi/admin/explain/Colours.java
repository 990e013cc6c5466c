// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.explain;

import eu.octroi.gateway.intake.Explanation.Fate;

/** Colours of a terminal, ECMA-48, or none. */
enum Colours {
    ON,
    OFF;

    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String BOLD = "1";

    String heading(String text) {
        return in(BOLD, text);
    }

    String verdict(boolean accepted, String text) {
        return in(accepted ? GREEN : RED, text);
    }

    String changed(char mark, String text) {
        return switch (mark) {
            case '+' -> in(GREEN, text);
            case '-' -> in(RED, text);
            default -> text;
        };
    }

    String fate(Fate fate, String text) {
        return switch (fate) {
            case EDITED, ADDED, WRAPPED -> in(GREEN, text);
            case DROPPED, REFUSED -> in(RED, text);
            case RECODED -> in(YELLOW, text);
            case KEPT, LEFT -> text;
        };
    }

    private String in(String colour, String text) {
        return this == ON ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
