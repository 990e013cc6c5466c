// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** What a question means under a configuration. */
sealed interface AskedTransaction {
    /** It cannot be asked like this. */
    record Wrong(String why) implements AskedTransaction {}

    /**
     * It can.
     *
     * @param from empty when the question leaves it to the message
     * @param brand the name recipients know the controller by
     */
    record Known(
            Origin origin,
            AnswerProfile answer,
            ControllerId controller,
            String brand,
            Optional<ReversePath> from,
            List<EmailAddress> to)
            implements AskedTransaction {
        public Known {
            to = List.copyOf(to);
        }
    }

    static AskedTransaction of(ExplainQuestion question, IntakeParts parts) {
        int plus = question.credential().indexOf('+');
        String name = plus < 0 ? question.credential() : question.credential().substring(0, plus);
        String campaign = plus < 0 ? "" : question.credential().substring(plus + 1);
        Optional<Credential> credential =
                Names.isName(name)
                        ? Optional.ofNullable(
                                parts.settings().credentials().get(new CredentialId(name)))
                        : Optional.empty();
        if (credential.isEmpty() || (plus >= 0 && !Names.isName(campaign))) {
            return new Wrong("the credential is one of " + names(parts));
        }
        Optional<String> from = question.from().filter(text -> !isNull(text));
        Optional<EmailAddress> sender = from.flatMap(EmailAddress::parse);
        if (from.isPresent() && sender.isEmpty()) {
            return new Wrong("the envelope sender '" + from.get() + "' is no e-mail address");
        }
        SequencedSet<EmailAddress> to = new LinkedHashSet<>();
        for (String text : question.to()) {
            Optional<EmailAddress> address = EmailAddress.parse(text);
            if (address.isEmpty()) {
                return new Wrong("the recipient '" + text + "' is no e-mail address");
            }
            to.add(address.get());
        }
        if (to.isEmpty() || to.size() > Explainer.RECIPIENTS_MAX) {
            return new Wrong("name 1 to " + Explainer.RECIPIENTS_MAX + " recipients");
        }
        Optional<ReversePath> path =
                question.from().map(_ -> sender.map(ReversePath::of).orElse(ReversePath.NULL));
        Optional<CampaignId> id =
                plus < 0 ? Optional.empty() : Optional.of(new CampaignId(campaign));
        return known(parts, name, credential.get(), id, path, List.copyOf(to));
    }

    private static Known known(
            IntakeParts parts,
            String name,
            Credential credential,
            Optional<CampaignId> campaign,
            Optional<ReversePath> from,
            List<EmailAddress> to) {
        // A configuration that is read names only streams and controllers it has.
        Stream stream = Objects.requireNonNull(parts.settings().streams().get(credential.stream()));
        ControllerId owner = stream.controller();
        Origin origin =
                new Origin(
                        new CredentialId(name),
                        credential.stream(),
                        stream.streamClass(),
                        parts.numbers().apply(owner),
                        campaign);
        String brand = Objects.requireNonNull(parts.settings().controllers().get(owner)).brand();
        return new Known(origin, credential.answer(), owner, brand, from, to);
    }

    private static boolean isNull(String path) {
        return path.isEmpty() || path.equals("<>");
    }

    private static String names(IntakeParts parts) {
        return parts.settings().credentials().keySet().stream()
                .map(CredentialId::value)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
