// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Edit;

/** A place in the message where each copy has its own text. */
interface CopyInsertion {
    Edit render(CopyLinks links);
}
