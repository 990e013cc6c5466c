// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;

import java.nio.file.Path;
import java.util.Map;

/**
 * The whole configuration, checked: an instance that exists is one the gateway can start with.
 *
 * @param data the data directory: spool, record, indexes, generated keys
 * @param hostname the name we give in greetings, EHLO and Received; a host name
 */
public record Settings(
        Path data,
        String hostname,
        Listen listen,
        Tls tls,
        InboundLimits limits,
        SpoolSettings spool,
        DeliverySettings delivery,
        Map<ControllerId, Controller> controllers,
        KeyFiles keys,
        Checks checks,
        SuppressionSettings suppression,
        Map<SourceId, Source> sources,
        Map<StreamId, Stream> streams,
        Map<CredentialId, Credential> credentials) {}
