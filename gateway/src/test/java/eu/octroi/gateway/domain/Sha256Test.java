// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

final class Sha256Test {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # text | as sha256sum prints it
                    ''     | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                    abc    | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                    é      | 4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c
                    """)
    void aTextHasTheDigestOfItsUtf8(String text, String hex) {
        assertThat(Sha256.hex(text)).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "3, 3"})
    void onlyTheOctetsOfTheRangeAreDigested(int offset, int length) {
        byte[] octets = "xyzabc".getBytes(StandardCharsets.US_ASCII);

        assertThat(Sha256.hex(Octets.of(octets, offset, length)))
                .isEqualTo(Sha256.hex("xyzabc".substring(offset)));
    }
}
