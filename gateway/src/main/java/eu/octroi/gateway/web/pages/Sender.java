// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web.pages;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Controller;

/**
 * The company a page speaks for, as readers know it. Immutable.
 *
 * @param coversAllSending whether "all our offers" and "immediate" may be said
 */
public record Sender(
        String brand,
        String legalName,
        String address,
        String contact,
        String noticePath,
        boolean coversAllSending) {
    public static Sender of(ControllerId id, Controller controller) {
        return new Sender(
                controller.brand(),
                controller.legalName(),
                controller.address(),
                controller.contact(),
                "/notice/" + id,
                controller.coversAllSending());
    }

    /** Whether {@link #contact} can be the target of a mailto link. */
    public boolean contactIsMail() {
        return isMail(contact);
    }

    static boolean isMail(String contact) {
        return contact.indexOf('@') > 0 && contact.indexOf(' ') < 0;
    }
}
