// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

final class InMemorySuppressionIndexTest implements SuppressionIndexContract {
    private final SuppressionIndex index = new InMemorySuppressionIndex();

    @Override
    public SuppressionIndex index() {
        return index;
    }
}
