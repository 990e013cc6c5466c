// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.dkim.DomainKeys;
import eu.octroi.gateway.dkim.OwnSignature;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.message.CopyLinks;
import eu.octroi.gateway.message.MessageScanner;
import eu.octroi.gateway.message.MimeRewriter;
import eu.octroi.gateway.message.OutputCheck;
import eu.octroi.gateway.message.PlanResult;
import eu.octroi.gateway.message.RewritePlan;
import eu.octroi.gateway.message.ScanResult;
import eu.octroi.gateway.message.ScannedMessage;
import eu.octroi.gateway.message.TopFields;
import eu.octroi.gateway.settings.Stream;
import eu.octroi.gateway.smtp.ReceivedField;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a submitted message into an acceptance: every copy with its clauses, links and signature,
 * or the one reason why not. All or nothing: no copy is ever half edited. Thread-safe.
 */
final class MessageEditor {
    /** Hops after which a message is taken to be looping, RFC 5321 section 6.3 (H-15). */
    static final int HOPS_MAX = 100;

    /** Gateways of this kind a message may have passed, before it is taken to be looping. */
    static final int PASSES_MAX = 5;

    /**
     * What a copy is made with.
     *
     * @param rereads whether each copy is read again by another parser (I-05)
     */
    record Tools(
            MimeRewriter rewriter,
            DkimKeys keys,
            DkimSigner signer,
            UnsubscribeTokens tokens,
            PersonKeys persons,
            boolean rereads) {}

    private final Map<StreamId, StreamRules> rules;
    private final Tools tools;
    private final ClauseFactsFinder factsFinder;
    private final String hostname;
    private final String publicUrl;
    private final Clock clock;
    private final boolean preview;
    private final RepeatedMail repeats;

    /**
     * @param preview whether what cannot be signed is made all the same: it is shown, never sent
     */
    MessageEditor(
            Map<StreamId, StreamRules> rules,
            Tools tools,
            String hostname,
            String publicUrl,
            Clock clock,
            boolean preview) {
        this.rules = Map.copyOf(rules);
        this.tools = tools;
        this.factsFinder = new ClauseFactsFinder(publicUrl, ReplyChannels.NONE);
        this.hostname = hostname;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.preview = preview;
        this.repeats =
                new RepeatedMail(
                        new OwnSignature(tools.keys(), clock), tools.tokens(), tools.persons());
    }

    /** What the clauses of a message must say, or why that is not known. */
    ClauseFactsFinder.Found facts(StreamRules stream, ScannedMessage message) {
        return factsFinder.find(stream, message);
    }

    Decision decide(Submission submission, Octets message) {
        return switch (MessageScanner.scan(message)) {
            case ScanResult.Refused refused -> new Decision.NotTaken(refused.tag(), refused.why());
            case ScanResult.Scanned scanned -> identify(submission, scanned.message());
        };
    }

    /** Who writes must be the controller itself, from a domain it signs for (A-17, L-06). */
    private Decision identify(Submission submission, ScannedMessage message) {
        if (isLooping(message)) {
            return new Decision.NotTaken(Tag.LOOP, "Message is looping between gateways");
        }
        StreamRules stream = rules(submission.origin().stream());
        String domain = message.from().domain().toLowerCase(Locale.ROOT);
        if (stream.ownDomain(domain).isEmpty()) {
            return new Decision.NotTaken(
                    Tag.UNSIGNED_DOMAIN,
                    "From is not in a domain of " + stream.controllerId() + ": add it to domains");
        }
        if (message.fields().streamClass().isPresent()) {
            return new Decision.NotTaken(
                    Tag.SENDER_NOT_AUTHORISED,
                    "X-Octroi-Class cannot change the class of a stream");
        }
        Work work =
                new Work(submission, message, stream, domain, clock.instant(), Optional.empty());
        return repeats.first(submission, message, stream)
                .map(first -> passOn(work, first))
                .orElseGet(() -> plan(work));
    }

    /** Too many hops, or too many of them gateways like this one (H-15). */
    private static boolean isLooping(ScannedMessage message) {
        int hops = message.count("Received");
        return hops > HOPS_MAX
                || (hops >= PASSES_MAX
                        && message.count("Received", ReceivedField.OURS) >= PASSES_MAX);
    }

    /** Our own mail, back as it left: it has its clauses, its link and its signature (A-14). */
    private Decision passOn(Work work, MessageId first) {
        String received = work.top(hostname).received();
        RewritePlan plan =
                tools.rewriter().planRepeated(work.message(), received, "first=" + first);
        Recipient only = work.submission().recipients().getFirst();
        Copy copy = new Copy(only.address(), only.verdict(), "", Optional.empty(), List.of());
        return new Decision.Taken(acceptance(work, plan, plan.treatment(), List.of(copy)));
    }

    private StreamRules rules(StreamId stream) {
        StreamRules found = rules.get(stream);
        if (found == null) {
            throw new IllegalStateException("no rules for the stream " + stream);
        }
        return found;
    }

    private Decision plan(Work work) {
        Stream stream = work.rules().stream();
        return switch (stream.streamClass()) {
            case PROSPECTING, CUSTOMER, ONE_TO_ONE -> planWithClauses(work);
            case TRANSACTIONAL, REPORT -> {
                MimeRewriter.Form form =
                        stream.sign() ? MimeRewriter.Form.SEVEN_BIT : MimeRewriter.Form.AS_IS;
                yield accept(
                        work,
                        Optional.empty(),
                        tools.rewriter()
                                .planWithoutClauses(work.message(), work.top(hostname), form));
            }
        };
    }

    private Decision planWithClauses(Work work) {
        return switch (facts(work.rules(), work.message())) {
            case ClauseFactsFinder.Found.Missing missing ->
                    new Decision.NotTaken(missing.tag(), missing.why());
            case ClauseFactsFinder.Found.Facts found -> planWithClauses(work, found);
        };
    }

    private Decision planWithClauses(Work work, ClauseFactsFinder.Found.Facts found) {
        FirstContact first = FirstContact.of(work.submission().recipients());
        Optional<LocalDate> late = first.late(found.facts(), work.now());
        if (late.isPresent() && work.rules().stream().lateNotice() == Stream.LateNotice.REFUSE) {
            return new Decision.NotTaken(
                    Tag.SOURCE_MISSING,
                    "Details obtained on " + late.get() + ", and nobody was told within a month");
        }
        PlanResult planned =
                tools.rewriter()
                        .plan(
                                work.message(),
                                first.in(found.facts()),
                                work.top(hostname),
                                work.rules().stream().editing());
        Work noted = late.map(date -> work.noting("late-notice=" + date)).orElse(work);
        return accept(noted, Optional.of(found.source()), planned);
    }

    private Decision accept(Work work, Optional<SourceId> source, PlanResult result) {
        return switch (result) {
            case PlanResult.Unsupported unsupported ->
                    new Decision.NotTaken(unsupported.tag(), unsupported.why());
            case PlanResult.Planned planned -> copies(work, source, planned.plan());
        };
    }

    private Decision copies(Work work, Optional<SourceId> source, RewritePlan plan) {
        Optional<DomainKeys> key =
                work.rules().stream().sign()
                        ? tools.keys().forDomain(work.fromDomain())
                        : Optional.empty();
        if (key.isEmpty() && work.rules().stream().sign() && !preview) {
            return new Decision.NotTaken(
                    Tag.UNSIGNED_DOMAIN, "No signing key for the domain of From");
        }
        List<Copy> copies = new ArrayList<>(work.submission().recipients().size());
        for (Recipient recipient : work.submission().recipients()) {
            boolean goes = recipient.verdict().permitsDelivery();
            EmailAddress to = recipient.address();
            List<Edit> own = goes ? edits(work, plan, key, to) : List.of();
            Optional<String> fault = goes ? fault(work, plan, own, to) : Optional.empty();
            if (fault.isPresent()) {
                return new Decision.NotTaken(
                        Tag.STRUCTURE,
                        "Another parser reads the edited mail otherwise: " + fault.get());
            }
            copies.add(new Copy(to, recipient.verdict(), goes ? plan.clauses() : "", source, own));
        }
        return new Decision.Taken(acceptance(work, plan, treatment(work, plan, key), copies));
    }

    /** What another parser finds wrong with a copy, where the settings ask it. */
    private Optional<String> fault(
            Work work, RewritePlan plan, List<Edit> own, EmailAddress recipient) {
        if (!tools.rereads()) {
            return Optional.empty();
        }
        EditedMessage copy = EditedMessage.of(work.message().original(), plan.sharedEdits(), own);
        String link = links(work, recipient, true).unsubscribeUrl();
        return OutputCheck.fault(copy, plan.treatment(), link);
    }

    private static Acceptance acceptance(
            Work work, RewritePlan plan, Treatment treatment, List<Copy> copies) {
        Submission submission = work.submission();
        return new Acceptance(
                submission.id(),
                work.now(),
                submission.origin(),
                submission.from(),
                plan.smtpUtf8Needed() || needsUtf8(submission),
                plan.sharedEdits(),
                copies,
                treatment,
                submission.wishes());
    }

    /** With several recipients nobody can say whose opt-out the tool's link is. */
    private static Treatment treatment(Work work, RewritePlan plan, Optional<DomainKeys> key) {
        boolean isItsOwn =
                work.rules().stream().list().replay() && work.submission().recipients().size() == 1;
        Treatment treatment =
                isItsOwn ? plan.treatment() : plan.treatment().withoutToolUnsubscribe();
        return treatment
                .noting(work.note().stream().toList())
                .noting(key.map(DomainKeys::notes).orElse(List.of()));
    }

    /** The edits of one copy, its signature over everything else on top (L-01). */
    private List<Edit> edits(
            Work work, RewritePlan plan, Optional<DomainKeys> key, EmailAddress recipient) {
        List<Edit> own = plan.copyEdits(links(work, recipient, !plan.clauses().isEmpty()));
        if (key.isEmpty()) {
            return own;
        }
        EditedMessage copy = EditedMessage.of(work.message().original(), plan.sharedEdits(), own);
        List<Edit> signed = new ArrayList<>(own.size() + 1);
        signed.add(Edit.insert(0, tools.signer().sign(key.get(), copy)));
        signed.addAll(own);
        return signed;
    }

    /**
     * @param clauses whether they are in this copy: only then does its reference say so
     */
    private CopyLinks links(Work work, EmailAddress recipient, boolean clauses) {
        StreamRules stream = work.rules();
        PersonKey person = tools.persons().of(stream.number(), recipient);
        MessageId id = work.submission().id();
        String token = tools.tokens().issue(stream.number(), person, id);
        return new CopyLinks(
                publicUrl + "/u/" + token,
                publicUrl + "/notice/" + stream.controllerId(),
                stream.id() + "." + work.fromDomain(),
                clauses ? tools.tokens().reference(stream.number(), person, id) : id.toString());
    }

    private static boolean needsUtf8(Submission submission) {
        return submission.from().address().filter(EmailAddress::hasUtf8LocalPart).isPresent()
                || submission.recipients().stream()
                        .filter(r -> r.verdict().permitsDelivery())
                        .anyMatch(r -> r.address().hasUtf8LocalPart());
    }

    /**
     * One message on its way through the editor.
     *
     * @param note what the ledger is to know of it
     */
    private record Work(
            Submission submission,
            ScannedMessage message,
            StreamRules rules,
            String fromDomain,
            Instant now,
            Optional<String> note) {

        Work noting(String word) {
            return new Work(submission, message, rules, fromDomain, now, Optional.of(word));
        }

        TopFields top(String hostname) {
            return new TopFields(
                    received(hostname).line(),
                    Optional.of("Message-ID: <" + submission.id() + "@" + fromDomain + ">"),
                    Optional.of("Date: " + ReceivedField.date(now)),
                    rules.added(submission.origin(), message));
        }

        private ReceivedField received(String hostname) {
            Submission.Client client = submission.client();
            return new ReceivedField(
                    client.address(),
                    client.helo(),
                    hostname,
                    new ReceivedField.With(
                            client.extended(),
                            client.tls(),
                            client.authenticated(),
                            submission.smtpUtf8()),
                    submission.id(),
                    onlyRecipient(),
                    now);
        }

        private Optional<EmailAddress> onlyRecipient() {
            return submission.recipients().size() == 1
                    ? Optional.of(submission.recipients().getFirst().address())
                            .filter(address -> !address.needsUtf8())
                    : Optional.empty();
        }
    }
}
