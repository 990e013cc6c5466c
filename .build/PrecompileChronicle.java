// SPDX-License-Identifier: Apache-2.0

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * Compiles at build time what Chronicle Map otherwise generates and compiles whenever a map opens,
 * a second of each start: the off-heap view of its header. Chronicle looks the class up by name
 * first. Run by Maven with the class path of the module; its argument is the directory of classes.
 */
final class PrecompileChronicle {
    private static final String VALUES = "net.openhft.chronicle.values.";
    private static final String HEADER = "net.openhft.chronicle.hash.VanillaGlobalMutableState";

    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(arguments[0]);
        Path sources = classes.resolveSibling("generated-sources/chronicle");
        String name = HEADER.substring(HEADER.lastIndexOf('.') + 1) + "$$Native";
        Path source = sources.resolve(name + ".java");
        Files.createDirectories(sources);
        Files.writeString(source, generate(name));
        List<String> options =
                List.of("-nowarn", "-proc:none", "-d", classes.toString(), source.toString());
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, options.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("Chronicle's generated class does not compile");
        }
        // Found under the name by which Chronicle will ask for it, or the build ends here.
        Class.forName(HEADER + "$$Native", false, PrecompileChronicle.class.getClassLoader());
    }

    private static String generate(String name) throws ReflectiveOperationException {
        Class<?> model = Class.forName(VALUES + "ValueModel");
        Method acquire = model.getMethod("acquire", Class.class);
        Method generate =
                Class.forName(VALUES + "Generators")
                        .getDeclaredMethod("generateNativeClass", model, String.class);
        generate.setAccessible(true);
        return (String) generate.invoke(null, acquire.invoke(null, Class.forName(HEADER)), name);
    }

    private PrecompileChronicle() {}
}
