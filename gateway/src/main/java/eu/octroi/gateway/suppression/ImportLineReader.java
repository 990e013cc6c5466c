// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Columns.Role;
import eu.octroi.gateway.suppression.ImportLine.Entry;
import eu.octroi.gateway.suppression.ImportLine.Passed;
import eu.octroi.gateway.suppression.ImportLine.Rejected;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Turns the rows of one list into events. Confined to one import. */
final class ImportLineReader {
    private final ImportTarget target;
    private final EntryKeys keys;
    private final Memo<Reason> reasons = new Memo<>(ImportWords::reason);
    private final Memo<Instant> dates = new Memo<>(ImportWords::date);

    ImportLineReader(ImportTarget target, EntryKeys keys) {
        this.target = target;
        this.keys = keys;
    }

    ImportLine read(ImportRow row) {
        if (row instanceof ImportRow.Broken broken) {
            return new Rejected(broken.why());
        }
        return row.has(Role.KEY) ? readExported(row) : readSubject(row);
    }

    private ImportLine readSubject(ImportRow row) {
        Optional<Reason> reason = reason(row);
        if (reason.isEmpty()) {
            return new Passed();
        }
        Optional<Subject> subject = subject(row);
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
                        reason.get(),
                        channel(row),
                        since(row),
                        Optional.empty());
        return new Entry(event, aliases);
    }

    /** A row of our own export: the key as it is, if it was made with a key that is live here. */
    private ImportLine readExported(ImportRow row) {
        String number = row.field(Role.CONTROLLER).orElse("");
        if (!number.equals(String.valueOf(target.controller().value()))) {
            return new Rejected("exported from controller number " + number);
        }
        String hex = row.field(Role.KEY).orElse("");
        Optional<Kind> kind = row.field(Role.KIND).flatMap(Kind::ofWord);
        Optional<Integer> version = version(row);
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
                        reason(row).orElse(target.options().reason()),
                        channel(row),
                        since(row),
                        Optional.empty());
        return new Entry(event, List.of(key));
    }

    /** The version of the exported key; 0 for keys that came from links. */
    private Optional<Integer> version(ImportRow row) {
        String print = row.field(Role.FINGERPRINT).orElse("");
        String version = row.field(Role.KEY_VERSION).orElse("");
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

    private static Optional<Subject> subject(ImportRow row) {
        Optional<Subject> subject = row.field(Role.SUBJECT).flatMap(SubjectText::parse);
        // A comma may belong to an address that the columns cut in two.
        return subject.isEmpty() && row instanceof ImportRow.OfText line
                ? SubjectText.parse(line.text())
                : subject;
    }

    /** Why mail must not go to whom the row names; empty when it says nothing against it. */
    private Optional<Reason> reason(ImportRow row) {
        Optional<Reason> said = row.field(Role.REASON).flatMap(reasons::of).or(() -> bounce(row));
        if (said.isPresent()) {
            return said;
        }
        if (row.fields(Role.NO_CONTACT).stream().anyMatch(ImportWords::isNo)) {
            return Optional.of(target.options().reason());
        }
        if (!row.fields(Role.DIFFUSION).stream().allMatch(ImportWords::isDiffused)) {
            return Optional.of(Reason.EXTERNAL_LIST);
        }
        // A list of contacts with such a column is no list of refusals.
        return row.has(Role.NO_CONTACT) || row.has(Role.DIFFUSION)
                ? Optional.empty()
                : Optional.of(target.options().reason());
    }

    private static Optional<Reason> bounce(ImportRow row) {
        Optional<String> code = row.has(Role.ERROR) ? row.field(Role.CODE) : row.field(Role.STATUS);
        return code.filter(ImportWords::isPermanent).map(_ -> Reason.HARD_BOUNCE);
    }

    private Channel channel(ImportRow row) {
        return row.field(Role.CHANNEL).flatMap(Channel::ofWord).orElse(target.options().channel());
    }

    /** No entry begins in the future, whatever the list says. */
    private Instant since(ImportRow row) {
        return Marks.stored(
                row.field(Role.DATE)
                        .flatMap(dates::of)
                        .filter(date -> date.isBefore(target.now()))
                        .orElse(target.now()));
    }
}
