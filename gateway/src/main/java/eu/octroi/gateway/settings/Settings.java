// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The whole configuration, checked: an instance that exists is one the gateway can start with.
 *
 * @param data the data directory: spool, record, indexes, generated keys; relative to the working
 *     directory; default data
 * @param hostname the name we give in greetings, EHLO and Received; default this machine's name
 * @param listen where the gateway listens
 * @param tls our certificate for SMTP
 * @param limits limits on inbound connections
 * @param spool the spool on disk
 * @param delivery how copies get to the next hop
 * @param clauses directory with clause texts of your own beside the shipped ones; default clauses
 *     beside this file, when it is there
 * @param addresses directory with lists of domains and local parts instead of or beside the shipped
 *     ones; default addresses beside this file, when it is there
 * @param regimes directory with consent regimes beside and instead of the shipped ones, one file
 *     each; default regimes beside this file, when it is there
 * @param controllers the companies in whose name mail is sent; at least one
 * @param keys the gateway's own secrets
 * @param checks what is checked before mail leaves
 * @param suppression the suppression index
 * @param replay how oppositions reach the tools that sent the mail
 * @param sources where recipients' details come from
 * @param streams classes of mail; at least one
 * @param credentials SMTP users; at least one
 */
public record Settings(
        Path data,
        String hostname,
        Listen listen,
        Tls tls,
        InboundLimits limits,
        SpoolSettings spool,
        DeliverySettings delivery,
        ClauseSets clauses,
        AddressLists addresses,
        RegimeProfiles regimes,
        Map<ControllerId, Controller> controllers,
        KeyFiles keys,
        Checks checks,
        SuppressionSettings suppression,
        ReplaySettings replay,
        Map<SourceId, Source> sources,
        Map<StreamId, Stream> streams,
        Map<CredentialId, Credential> credentials) {
    public Settings {
        controllers = Collections.unmodifiableMap(new LinkedHashMap<>(controllers));
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
        credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
    }

    /** The clause set a configured stream uses. */
    public String clauseSetOf(Stream stream) {
        return stream.clauses()
                .orElseGet(
                        () ->
                                Objects.requireNonNull(controllers.get(stream.controller()))
                                        .clauses());
    }
}
