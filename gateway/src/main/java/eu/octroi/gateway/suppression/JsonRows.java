// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import eu.octroi.gateway.suppression.Columns.Role;
import eu.octroi.gateway.suppression.ImportRow.Broken;
import eu.octroi.gateway.suppression.ImportRow.OfJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a list in JSON: every object with an address in it is one, wherever it stands. So the
 * lines of SES, {@code SuppressedDestinationSummaries}, Postmark's {@code Suppressions}, Mailgun's
 * {@code items} and SendGrid's plain array all read alike. Confined to one import.
 */
final class JsonRows implements ImportRows {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean isBroken;

    JsonRows(InputStream in) throws IOException {
        this.parser = FACTORY.createParser(in);
    }

    /** An object whose end is still to come. Confined to one import. */
    private static final class Open {
        private final Map<Role, List<String>> fields = new EnumMap<>(Role.class);
        private final long line;

        Open(long line) {
            this.line = line;
        }
    }

    @Override
    public @Nullable ImportRow next() throws IOException {
        try {
            return isBroken ? null : read();
        } catch (JsonParseException e) {
            // Jackson's words may quote what stands there.
            isBroken = true;
            return new Broken(lines(), "no JSON from here on");
        }
    }

    @Override
    public long lines() {
        return Math.max(0, parser.currentLocation().getLineNr());
    }

    @Override
    public long octets() {
        return Math.max(0, parser.currentLocation().getByteOffset());
    }

    private @Nullable ImportRow read() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                open.push(new Open(lines()));
            } else if (token == JsonToken.END_OBJECT) {
                ImportRow row = row(open.pop());
                if (row != null) {
                    return row;
                }
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                take();
            }
        }
        return null;
    }

    private void take() throws IOException {
        Open object = open.peek();
        String name = parser.currentName();
        if (object == null || name == null) {
            return;
        }
        Optional<Role> role = Role.named(name);
        if (role.isPresent()) {
            object.fields
                    .computeIfAbsent(role.get(), _ -> new ArrayList<>())
                    .add(parser.getText().strip());
        }
    }

    private static @Nullable ImportRow row(Open object) {
        if (object.fields.containsKey(Role.SUBJECT)) {
            return new OfJson(object.line, object.fields);
        }
        return object.fields.containsKey(Role.REASON)
                ? new Broken(object.line, "an object with a reason and no address")
                : null;
    }
}
