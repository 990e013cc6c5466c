// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A class of mail with its own rules.
 *
 * @param controller the company in whose name it sends; mandatory
 * @param streamClass prospecting or transactional (customer and one-to-one are not available yet);
 *     mandatory
 * @param regime the consent regime of the sender; several in a list hold together; that of a
 *     recipient's country is added; default fr
 * @param consent under which other regimes its recipients come
 * @param source the source of recipients whose message names none; default empty
 * @param purpose what the mail is about, completing "vous écrit pour" and "is writing about", such
 *     as "vous présenter nos services" and "our services"; one text, or one per language; mandatory
 *     for prospecting
 * @param reason why this person is written to, completing "parce que" and "because", such as "vous
 *     dirigez une entreprise" and "you run a company"; one text, or one per language; mandatory for
 *     prospecting
 * @param clauses the clause set, by name and version; default that of the controller
 * @param caps how often one is written to at most; read and checked, not enforced yet; default none
 * @param onCap what happens when a cap is full: refuse, defer or hold; default refuse
 * @param editing what becomes of mail whose texts cannot simply be edited; default as each key says
 * @param list the header fields of the list and the tool's own unsubscribe link; default none of
 *     the optional ones
 * @param sign false adds no clauses and no signature, for class transactional alone; default true
 */
public record Stream(
        ControllerId controller,
        StreamClass streamClass,
        List<String> regime,
        ConsentScope consent,
        Optional<SourceId> source,
        Optional<LocalizedText> purpose,
        Optional<LocalizedText> reason,
        Optional<String> clauses,
        List<Cap> caps,
        OnCap onCap,
        Editing editing,
        ListFields list,
        boolean sign) {
    public Stream {
        regime = List.copyOf(regime);
        caps = List.copyOf(caps);
    }

    /**
     * A frequency cap.
     *
     * @param per what is counted: recipient, company or controller; mandatory
     * @param max messages in any window of this length at most; from 1; mandatory
     * @param window such as 30d; at most 3650d; mandatory
     */
    public record Cap(Per per, int max, Duration window) {}

    /** What a cap counts by. */
    public enum Per {
        RECIPIENT,
        COMPANY,
        CONTROLLER
    }

    /** What happens when a cap is full. */
    public enum OnCap {
        REFUSE,
        DEFER,
        HOLD
    }
}
