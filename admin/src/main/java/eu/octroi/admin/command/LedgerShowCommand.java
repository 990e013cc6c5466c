// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.ledger.LedgerAccess;
import eu.octroi.admin.ledger.LedgerLines;
import eu.octroi.admin.ledger.PlainLedger;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** {@code octroi ledger show}. */
@Command(
        name = "show",
        description = {
            "Print all rows on a person, newest first, or with --message those on a message: what",
            "was decided, on what grounds, and what the next hop said."
        })
final class LedgerShowCommand implements Runnable {
    @Mixin private ListOptions list = new ListOptions();
    @Mixin private LedgerOptions options = new LedgerOptions();

    @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "The person's address.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--message",
            paramLabel = "REF",
            description = "The reference of a message, as replies quote it.")
    private Optional<String> message = Optional.empty();

    @Override
    public void run() {
        if (address.isPresent() == message.isPresent()) {
            throw options.usage("give an address or --message");
        }
        Settings settings = list.settings();
        LedgerLines lines =
                message.map(
                                text ->
                                        ofMessage(
                                                settings,
                                                options.parsed(
                                                        MessageId.parse(text),
                                                        "a reference has 26 characters")))
                        .orElseGet(() -> ofPerson(settings));
        options.print(lines, PlainLedger::text);
    }

    private LedgerLines ofMessage(Settings settings, MessageId id) {
        try (LedgerAccess ledger = options.open(settings)) {
            return ledger.message(id);
        }
    }

    private LedgerLines ofPerson(Settings settings) {
        EmailAddress person =
                options.parsed(
                        address.flatMap(EmailAddress::parse),
                        "'" + address.get() + "' is no address");
        ControllerId controller = list.controller(settings);
        try (LedgerAccess ledger = options.open(settings)) {
            return ledger.person(controller, person);
        }
    }
}
