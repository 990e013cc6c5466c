// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/** The shortest configuration there is: what is mandatory, and nothing else. */
final class MinimalFile {
    static final String YAML =
            """
            delivery: {smarthost: {address: "127.0.0.1:1025"}}
            controllers:
              c:
                legal-name: C SAS
                registration: RCS 1
                address: Lyon
                contact: dpo@c.example
                domains: {c.example: {selector: s}}
            streams: {t: {controller: c, class: transactional}}
            credentials: {u: {stream: t}}
            """;

    private MinimalFile() {}
}
