// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.explain;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

import eu.octroi.gateway.intake.Explanation;

import java.io.IOException;
import java.io.InputStream;

/** Questions and explanations as JSON; the shape is in {@code docs/explain.md}. */
public final class ExplanationJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    static {
        // A message is one string, however long; what it may weigh is limited before it gets here.
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
    }

    private ExplanationJson() {}

    public static byte[] octets(Explanation explanation) {
        return write(explanation);
    }

    static byte[] octets(ExplainRequest request) {
        return write(request);
    }

    static Explanation explanation(InputStream json) throws IOException {
        return JSON.readValue(json, Explanation.class);
    }

    /**
     * A question.
     *
     * @throws IOException when it is none
     */
    public static ExplainRequest request(byte[] json) throws IOException {
        return JSON.readValue(json, ExplainRequest.class);
    }

    private static byte[] write(Object record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (IOException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }
}
