// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the reference of the configuration from the records and their Javadoc. */
final class Reference {
    private static final Path SOURCES =
            ShippedFiles.of("gateway/src/main/java/eu/octroi/gateway/settings");
    private static final Set<Class<?>> VALUES =
            Set.of(Endpoint.class, ByteSize.class, Network.class, LocalizedText.class);
    private static final String OPENING =
            """
            # Configuration reference

            Generated from the Javadoc of the records in `eu.octroi.gateway.settings`: change it
            there, then run `mvn -pl gateway test -Dtest=ReferenceTest -Doctroi.regenerate=true`.

            Durations are written `30s`, `5m`, `2h` or `30d`, sizes `64KiB`, `25MiB` or `1GiB`.
            An unknown key, a wrong value or a clash ends the start; `octroi validate` lists every
            problem with file, line and column. `--set key=value` replaces one key by its dotted
            path; a value that opens with `[` or `{` is read as YAML. Secrets never stand in the
            file: it names the files that hold them, or, for SMTP users, a hash.
            """;

    private final StringBuilder out = new StringBuilder(OPENING);

    /** The whole file. */
    static String markdown() throws IOException {
        Reference reference = new Reference();
        reference.section("", Settings.class);
        return reference.out.toString();
    }

    /** The key of a component: its name in kebab-case, save that a class cannot be called class. */
    static String keyOf(RecordComponent component) {
        String name = component.getName().equals("streamClass") ? "class" : component.getName();
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    /** What the Javadoc says of each component of {@code type}. */
    static Map<String, String> docsOf(Class<?> type) throws IOException {
        Map<String, String> docs = new LinkedHashMap<>();
        Matcher params =
                Pattern.compile("@param (\\w+) (.+?)(?= @param |$)").matcher(javadocOf(type));
        while (params.find()) {
            docs.put(params.group(1), params.group(2));
        }
        return docs;
    }

    /** Whether the component is a section of its own. */
    static boolean isSection(Class<?> type) {
        return type.isRecord()
                && type.getPackage().equals(Settings.class.getPackage())
                && !VALUES.contains(type);
    }

    private void section(String path, Class<?> type) throws IOException {
        out.append("\n## ").append(path.isEmpty() ? "Top level" : '`' + path + '`');
        out.append("\n\n").append(summaryOf(type)).append("\n\n| key | meaning |\n|---|---|\n");
        Map<String, String> docs = docsOf(type);
        Map<String, Class<?>> below = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = keyOf(component);
            String doc = Objects.requireNonNull(docs.get(component.getName()), component::toString);
            String full = path.isEmpty() ? key : path + "." + key;
            out.append("| `").append(key).append("` | ").append(doc).append(" |\n");
            Class<?> inner = innerOf(component.getGenericType());
            if (isSection(inner)) {
                below.put(full + suffixOf(component.getType()), inner);
            }
        }
        for (Map.Entry<String, Class<?>> entry : below.entrySet()) {
            section(entry.getKey(), entry.getValue());
        }
    }

    private static String suffixOf(Class<?> type) {
        return type == Map.class ? ".NAME" : type == java.util.List.class ? "[]" : "";
    }

    private static Class<?> innerOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return innerOf(arguments[arguments.length - 1]);
        }
        return (Class<?>) type;
    }

    private static String summaryOf(Class<?> type) throws IOException {
        return javadocOf(type).replaceAll(" ?@param .*", "");
    }

    /** The doc comment before the record's declaration, on one line, inline tags as code. */
    private static String javadocOf(Class<?> type) throws IOException {
        Class<?> file = type.getNestHost();
        String source = Files.readString(SOURCES.resolve(file.getSimpleName() + ".java"));
        String record = "(?:public )?record " + type.getSimpleName() + "\\(";
        Matcher matcher =
                Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+" + record, Pattern.DOTALL)
                        .matcher(source);
        if (!matcher.find()) {
            throw new IllegalStateException("no Javadoc for " + type);
        }
        return matcher.group(1)
                .replaceAll("\\n\\s*\\* ?", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
