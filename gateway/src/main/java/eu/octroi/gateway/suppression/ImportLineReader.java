// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Columns.Role;
import eu.octroi.gateway.suppression.ImportLine.Entry;
import eu.octroi.gateway.suppression.ImportLine.Rejected;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Turns the lines of one list into events. Confined to one import. */
final class ImportLineReader {
    private final Columns columns;
    private final ImportTarget target;
    private final EntryKeys keys;

    ImportLineReader(Columns columns, ImportTarget target, EntryKeys keys) {
        this.columns = columns;
        this.target = target;
        this.keys = keys;
    }

    ImportLine read(String line) {
        List<String> fields = columns.split(line);
        return columns.isExport() ? readExported(fields) : readSubject(fields, line);
    }

    private ImportLine readSubject(List<String> fields, String line) {
        Optional<Subject> subject =
                columns.field(fields, Role.SUBJECT)
                        .flatMap(SubjectText::parse)
                        .or(() -> SubjectText.parse(line));
        if (subject.isEmpty()) {
            return new Rejected("neither an address nor @domain nor a digest");
        }
        PersonKey key = keys.of(0, target.controller(), subject.get());
        List<PersonKey> aliases =
                keys.count() == 1 ? List.of(key) : keys.all(target.controller(), subject.get());
        var event =
                new SuppressionEvent(
                        Op.ADD,
                        target.controller(),
                        key,
                        keys.version(0).version(),
                        Kind.of(subject.get()),
                        reason(fields),
                        Channel.IMPORT,
                        since(fields),
                        Optional.empty());
        return new Entry(event, aliases);
    }

    /** A row of our own export: the key as it is, if it was made with a key that is live here. */
    private ImportLine readExported(List<String> fields) {
        String number = columns.field(fields, Role.CONTROLLER).orElse("");
        if (!number.equals(String.valueOf(target.controller().value()))) {
            return new Rejected("exported from controller number " + number);
        }
        String hex = columns.field(fields, Role.KEY).orElse("");
        Optional<Kind> kind = columns.field(fields, Role.KIND).flatMap(Kind::ofWord);
        Optional<Integer> version = version(fields);
        if (!hex.matches("[0-9a-f]{32}") || kind.isEmpty() || version.isEmpty()) {
            return new Rejected("no exported entry under a live address key");
        }
        PersonKey key = PersonKey.of(HexFormat.of().parseHex(hex));
        var event =
                new SuppressionEvent(
                        Op.ADD,
                        target.controller(),
                        key,
                        version.get(),
                        kind.get(),
                        reason(fields),
                        channel(fields),
                        since(fields),
                        Optional.empty());
        return new Entry(event, List.of(key));
    }

    /** The version of the exported key; 0 for keys that came from links. */
    private Optional<Integer> version(List<String> fields) {
        String print = columns.field(fields, Role.FINGERPRINT).orElse("");
        String version = columns.field(fields, Role.KEY_VERSION).orElse("");
        if (version.equals("0")) {
            return Optional.of(0);
        }
        for (int i = 0; i < keys.count(); i++) {
            if (keys.version(i).fingerprint().equals(print)) {
                return Optional.of(keys.version(i).version());
            }
        }
        return Optional.empty();
    }

    private Reason reason(List<String> fields) {
        return columns.field(fields, Role.REASON)
                .flatMap(ImportWords::reason)
                .orElse(target.options().reason());
    }

    private Channel channel(List<String> fields) {
        String word = columns.field(fields, Role.CHANNEL).orElse("");
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.word().equals(word))
                .findFirst()
                .orElse(Channel.IMPORT);
    }

    /** No entry begins in the future, whatever the list says. */
    private Instant since(List<String> fields) {
        return Marks.stored(
                columns.field(fields, Role.DATE)
                        .flatMap(ImportWords::date)
                        .filter(date -> date.isBefore(target.now()))
                        .orElse(target.now()));
    }
}
