// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import com.ibm.icu.text.IDNA;

import eu.octroi.gateway.settings.AddressLists.Kind;
import eu.octroi.gateway.settings.AddressLists.NameList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the lists of addresses: the shipped ones in the jar; in a directory, a file of the same
 * name stands instead of a shipped one, and {@code NAME.own.txt} adds to either (D-03). One entry a
 * line, {@code #} begins a comment, the first entry is {@code version: } and a date. Confined to
 * one reading.
 */
final class AddressFiles {
    private static final String ENDING = ".txt";
    private static final String OWN_ENDING = ".own.txt";
    private static final String VERSION = "version:";
    private static final long OCTETS_MAX = 4L << 20;
    private static final int ENTRY_MAX = 255;

    private final String key;
    private final Problems problems;

    AddressFiles(String key, Problems problems) {
        this.key = key;
        this.problems = problems;
    }

    /** What is shipped, replaced or added to by the directory's; shipped alone when absent. */
    AddressLists read(Optional<Path> directory) {
        Map<Kind, NameList> lists = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Optional<NameList> theirs =
                    directory.flatMap(d -> file(d.resolve(kind.word() + ENDING), kind));
            NameList list = theirs.orElseGet(() -> shipped(kind));
            lists.put(
                    kind,
                    directory
                            .flatMap(d -> file(d.resolve(kind.word() + OWN_ENDING), kind))
                            .map(own -> together(list, own))
                            .orElse(list));
        }
        return new AddressLists(lists);
    }

    private static NameList together(NameList list, NameList own) {
        List<String> entries = new ArrayList<>(list.entries());
        entries.addAll(own.entries());
        LocalDate newer = list.version().isBefore(own.version()) ? own.version() : list.version();
        return new NameList(newer, entries);
    }

    private NameList shipped(Kind kind) {
        String resource = "/addresses/" + kind.word() + ENDING;
        return list(resource, kind, YamlFiles.shipped(resource));
    }

    private Optional<NameList> file(Path file, Kind kind) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > OCTETS_MAX) {
                problems.add(key, file.getFileName() + " is over " + OCTETS_MAX + " octets");
                return Optional.empty();
            }
            return Optional.of(list(file.toString(), kind, Files.readString(file)));
        } catch (IOException e) {
            problems.add(key, file.getFileName() + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private NameList list(String place, Kind kind, String text) {
        List<String> entries = new ArrayList<>();
        Optional<LocalDate> version = Optional.empty();
        int line = 0;
        for (String raw : text.split("\n", -1)) {
            line++;
            String entry = withoutComment(raw);
            Position at = new Position(place, line, 1);
            if (entry.startsWith(VERSION)) {
                version = date(entry.substring(VERSION.length()).strip());
                continue;
            }
            if (!entry.isEmpty()) {
                Optional<String> read = kind.isOfDomains() ? domain(entry) : localPart(entry);
                read.ifPresentOrElse(entries::add, () -> wrong(at, entry));
            }
        }
        if (version.isEmpty()) {
            wrong(new Position(place, 1, 1), "no line such as version: 2026-11-30");
        }
        return new NameList(version.orElse(LocalDate.EPOCH), entries);
    }

    private void wrong(Position at, String entry) {
        problems.add(at, key, Optional.of(entry), "must be an entry of this list, or a comment");
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return (hash < 0 ? line : line.substring(0, hash)).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<String> localPart(String entry) {
        return Optional.of(entry)
                .filter(e -> e.length() <= ENTRY_MAX && e.matches("!?[\\p{L}\\p{N}._*-]+"));
    }

    /** As A-labels, because that is what addresses are compared as. */
    private static Optional<String> domain(String entry) {
        boolean isOut = entry.startsWith("!");
        String name = isOut ? entry.substring(1) : entry;
        if (name.length() > ENTRY_MAX || !name.matches("[\\p{L}\\p{N}\\p{M}._*-]+")) {
            return Optional.empty();
        }
        if (name.chars().allMatch(c -> c < 0x80)) {
            return Optional.of(entry);
        }
        StringBuilder ascii = new StringBuilder();
        IDNA.Info outcome = new IDNA.Info();
        IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII).nameToASCII(name, ascii, outcome);
        return outcome.hasErrors() ? Optional.empty() : Optional.of((isOut ? "!" : "") + ascii);
    }
}
