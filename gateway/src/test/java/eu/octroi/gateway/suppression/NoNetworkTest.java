// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The library under the index once told its maker about every start; ours must stay silent. */
final class NoNetworkTest {
    @TempDir private Path directory;

    @Test
    void theClassesThatPhoneHomeAreAbsent() {
        assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void openingAMapLooksUpNoName() throws IOException, InterruptedException {
        Path services = directory.resolve("classes/META-INF/services");
        Files.createDirectories(services);
        Files.writeString(
                services.resolve(InetAddressResolverProvider.class.getName()),
                Tattler.class.getName());

        Process child =
                ChildJvm.start(
                        List.of(directory.resolve("classes")),
                        Child.class,
                        directory.resolve("data").toString());

        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(said).contains("looked up: the.test.itself\n", "opened\n");
        assertThat(said.lines().filter(line -> line.startsWith("looked up"))).hasSize(1);
    }

    /** Looks up one name, to show that it would be seen, then opens and closes a list. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            assertThatThrownBy(() -> InetAddress.getAllByName("the.test.itself"))
                    .isInstanceOf(UnknownHostException.class);
            OpenList.in(Path.of(arguments[0])).close();
            System.out.println("opened");
        }
    }

    /** Resolves nothing and says what it was asked. */
    public static final class Tattler extends InetAddressResolverProvider {
        @Override
        public InetAddressResolver get(Configuration configuration) {
            return new InetAddressResolver() {
                @Override
                public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                        throws UnknownHostException {
                    System.out.println("looked up: " + host);
                    throw new UnknownHostException(host);
                }

                @Override
                public String lookupByAddress(byte[] address) throws UnknownHostException {
                    throw new UnknownHostException("by address");
                }
            };
        }

        @Override
        public String name() {
            return "tattler";
        }
    }
}
