// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.suppression.SubjectText;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubjectFormsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "j.dupont@client.fr",
                "\"a:b\"@client.fr",
                "@client.fr",
                "@.client.fr",
                "md5:0123456789abcdef0123456789abcdef",
                "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"
            })
    void whatIsWrittenIsReadBack(String text) {
        assertThat(SubjectText.parse(text).map(SubjectForms::of)).contains(text);
    }
}
