// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # words                               | exit | said
                    help                                  | 0    | Exit codes
                    version                               | 0    | octroi
                    --version                             | 0    | octroi
                    help suppress                         | 0    | import
                    suppress import --help                | 0    | or - for standard input
                    nonsense                              | 2    | Unmatched argument
                    qqq                                   | 2    | Try: octroi --help
                    suppress                              | 2    | Missing required subcommand
                    suppress check                        | 2    | Missing required parameter
                    suppress remove a@b.example           | 2    | --why
                    suppress remove a@b.example --why=    | 2    | --why says why
                    validate --nonsense                   | 2    | Unknown option
                    validate --set novalue                | 2    | for option '--set' (KEY=VALUE)
                    validate --set novalue                | 2    | Try: octroi validate --help
                    suppress check nobody                 | 2    | 'nobody' is not an address
                    suppress add a@b.example --reason bad | 2    | --reason is one of opposition
                    """)
    void wrongWordsEndWithTwoAndSayWhatIsRight(String words, int exit, String said) {
        Ended ended = Ended.octroi(words.split(" "));

        assertThat(ended.code()).isEqualTo(exit);
        assertThat(ended.out() + ended.err()).contains(said);
    }

    @Test
    void octroiAloneSaysWhatElseToType() {
        Ended ended = Ended.octroi();

        assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(ended.err()).contains("demo", "serve", "validate", "suppress", "key");
    }
}
