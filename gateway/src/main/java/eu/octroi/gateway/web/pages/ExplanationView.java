// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web.pages;

import eu.octroi.gateway.intake.Explanation;
import eu.octroi.gateway.intake.TextDiff;

import java.util.List;

/**
 * What the page of an explanation shows. Immutable.
 *
 * @param policy the Content-Security-Policy of the page and of every frame in it
 * @param style our own sheet, nothing of the message
 * @param message the copy of the first recipient; empty when there is none
 */
public record ExplanationView(
        Explanation told,
        String policy,
        String style,
        String subject,
        List<Shown> texts,
        List<FieldLine> fields,
        List<PartLine> parts,
        String message) {
    public ExplanationView {
        texts = List.copyOf(texts);
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
    }

    public boolean accepted() {
        return told.accepted();
    }

    public String octets() {
        return "%,d".formatted(message.length());
    }

    /**
     * One text, before and after.
     *
     * @param difference its source, where it differs
     */
    public record Shown(
            String title, boolean html, List<Side> sides, List<TextDiff.Line> difference) {
        public Shown {
            sides = List.copyOf(sides);
            difference = List.copyOf(difference);
        }

        public boolean changed() {
            return !difference.isEmpty();
        }
    }

    /**
     * One side.
     *
     * @param name {@code before} or {@code after}
     * @param missing whether there is no such text on this side
     * @param reason why not
     * @param document what a frame renders
     * @param lines what stands for plain text
     */
    public record Side(
            String name,
            String title,
            boolean missing,
            String reason,
            boolean html,
            String document,
            List<TextDiff.Line> lines) {
        public Side {
            lines = List.copyOf(lines);
        }
    }

    /** One header field; {@code change} in lower case. */
    public record FieldLine(String change, String name, String before, String after) {}

    /** One part; {@code fate} in lower case. */
    public record PartLine(
            int depth,
            String path,
            String type,
            String encoding,
            String size,
            String fate,
            String why) {}
}
