// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.books;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** Prints the books of a data directory; exit code 1 when they do not balance. */
@Command(
        name = "audit",
        description = "Accounts for every recipient a stopped gateway ever accepted.")
public final class Audit implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "the gateway's data directory")
    private Path data = Path.of("data");

    /** Reads the files, prints one line and ends. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Audit()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Books books = Books.read(data);
        System.out.println(books);
        return books.isRight() ? 0 : 1;
    }
}
