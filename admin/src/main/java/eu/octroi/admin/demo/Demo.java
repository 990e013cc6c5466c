// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import eu.octroi.admin.list.RemoteList;
import eu.octroi.admin.running.RunningGateway;
import eu.octroi.admin.serve.ServedGateway;
import eu.octroi.gateway.settings.Settings;

import java.io.Closeable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The gateway with a sample tool in front and a mailbox behind, on loopback. Confined to one
 * thread.
 */
public final class Demo implements Closeable {
    private final DemoDirectory directory;
    private final Mailbox mailbox;
    private final ServedGateway gateway;
    private final Play play;
    private final Stage stage;

    private Demo(DemoDirectory directory, Mailbox mailbox, ServedGateway gateway, PrintWriter out) {
        this.directory = directory;
        this.mailbox = mailbox;
        this.gateway = gateway;
        this.stage = new Stage(out);
        RunningGateway api = RunningGateway.at(gateway.run().admin(), directory.path());
        this.play =
                new Play(
                        new SampleTool(gateway.smtp()),
                        mailbox,
                        new RemoteList(api),
                        new Scenes(
                                HexFormat.of().toHexDigits((short) new SecureRandom().nextInt())));
    }

    /**
     * Starts all three parts on free ports.
     *
     * @param data where the gateway keeps its data; empty means a directory that {@link #close}
     *     removes
     * @param overrides for keys of the demo's configuration
     */
    public static Demo open(Optional<Path> data, Map<String, String> overrides, PrintWriter out) {
        DemoDirectory directory = DemoDirectory.open(data);
        Mailbox mailbox = Mailbox.open();
        try {
            Settings settings = directory.settings(mailbox.port(), overrides);
            ServedGateway gateway = ServedGateway.start(settings, _ -> {});
            return new Demo(directory, mailbox, gateway, out);
        } catch (RuntimeException e) {
            mailbox.close();
            directory.close();
            throw e;
        }
    }

    /** Sends the six mails; returns whether all ended as they should. */
    public boolean play() {
        stage.open(gateway.run());
        List<Supplier<Finding>> mails =
                List.of(
                        play::acceptedWithClauses,
                        play::refusedAsOpposed,
                        play::refusedAsEncrypted,
                        play::refusedAfterOneClick,
                        play::htmlInBase64,
                        play::eightBitText);
        boolean all = true;
        for (int i = 0; i < mails.size(); i++) {
            Finding finding = mails.get(i).get();
            stage.show(i + 1, finding);
            all &= finding.asExpected();
        }
        stage.close(all);
        return all;
    }

    /** Tells a person what to open next. */
    public void showWhereToLook() {
        stage.showWhereToLook(gateway.run(), play.unusedLink(), directory.path());
    }

    @Override
    public void close() {
        try {
            gateway.close();
        } finally {
            mailbox.close();
            directory.close();
        }
    }
}
