// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

/**
 * What {@code POST /api/v1/suppressions:correct} is asked. Immutable.
 *
 * @param subject in one of the forms of {@link SubjectForms}
 * @param author who asks
 * @param why kept in the record; must not name the person
 */
public record CorrectionQuestion(String subject, String reason, String author, String why) {
    /** The number under which a second person agrees. Immutable. */
    public record Answer(long id) {}

    /**
     * What {@code POST /api/v1/suppressions:approve} is asked. Immutable.
     *
     * @param author the second person
     */
    public record Approval(long id, String subject, String author) {}
}
