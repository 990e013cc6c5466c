// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.Sha256;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

/** Tokens under keys made from their ids, for tests that have no record. */
public final class TestTokens {
    private TestTokens() {}

    /** The first id issues, all verify. */
    public static UnsubscribeTokens under(int... newestFirst) {
        List<TokenKey> keys = Arrays.stream(newestFirst).mapToObj(TestTokens::key).toList();
        return new UnsubscribeTokens(keys);
    }

    private static TokenKey key(int id) {
        byte[] secret =
                Sha256.digest().digest(("token key " + id).getBytes(StandardCharsets.UTF_8));
        return new TokenKey(id, new SecretKeySpec(secret, "HmacSHA256"));
    }
}
