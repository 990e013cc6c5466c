// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import java.util.List;

/**
 * What {@code POST /api/v1/suppressions:check} is asked. Immutable.
 *
 * @param subjects in the forms of {@link SubjectForms}; 1 to {@value #SUBJECTS_MAX}
 */
public record CheckQuestion(List<String> subjects) {
    public static final int SUBJECTS_MAX = 1000;

    public CheckQuestion {
        subjects = List.copyOf(subjects);
    }

    /** The answers, in the order of the question. Immutable. */
    public record Answers(List<EntryAnswer> results) {
        public Answers {
            results = List.copyOf(results);
        }
    }
}
