// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns YAML into values that know where they stand; keys given twice, keys that are no text and
 * trees beyond the limits are problems. Confined to one reading.
 */
final class YamlTree {
    static final int CODE_POINTS_MAX = 1 << 20;
    static final int DEPTH_MAX = 32;

    /** Aliases are followed, so a small file can name a huge tree. */
    static final int NODES_MAX = 100_000;

    private final String place;
    private final Problems problems;
    private int nodes;

    private YamlTree(String place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /** Empty when nothing can be read from it: the problem is noted. */
    static Optional<Value> parse(String place, String yaml, Problems problems) {
        YamlTree tree = new YamlTree(place, problems);
        LoadSettings load =
                LoadSettings.builder()
                        .setLabel(place)
                        .setCodePointLimit(CODE_POINTS_MAX)
                        .setSchema(new CoreSchema())
                        // Refused by us, where they stand; the library would not say where.
                        .setAllowNonScalarKeys(true)
                        .build();
        try {
            checkDepth(load, yaml);
            Position start = new Position(place, 1, 1);
            return Optional.of(
                    new Compose(load)
                            .composeString(yaml)
                            .map(node -> tree.value("", node, 0))
                            .orElseGet(() -> new Value.Absent(start)));
        } catch (MarkedYamlEngineException broken) {
            // Not getMessage(): it quotes the file, where secrets may stand. Nor the name of an
            // alias: it may be a password that begins with an asterisk.
            String why = broken.getProblem().replaceAll("alias .*", "alias");
            problems.add(
                    broken.getProblemMark().map(tree::position).orElse(Position.of(place)),
                    "",
                    Optional.empty(),
                    "is not YAML: " + why);
        } catch (YamlEngineException | TreeTooLargeException broken) {
            String why = broken instanceof TreeTooLargeException ? "too large" : "unreadable";
            problems.add(Position.of(place), "", Optional.empty(), "is not YAML: " + why);
        }
        return Optional.empty();
    }

    /** Composing is recursive, so a deep file would end in a stack overflow; events are not. */
    private static void checkDepth(LoadSettings load, String yaml) {
        int depth = 0;
        for (Event event : new Parse(load).parseString(yaml)) {
            depth +=
                    switch (event.getEventId()) {
                        case MappingStart, SequenceStart -> 1;
                        case MappingEnd, SequenceEnd -> -1;
                        case Alias, Comment, DocumentStart, DocumentEnd -> 0;
                        case Scalar, StreamStart, StreamEnd -> 0;
                    };
            if (depth > DEPTH_MAX) {
                throw new TreeTooLargeException();
            }
        }
    }

    private Value value(String path, Node node, int depth) {
        nodes++;
        if (depth > DEPTH_MAX || nodes > NODES_MAX) {
            throw new TreeTooLargeException();
        }
        Position at = position(node);
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> new Value.Absent(at);
            case ScalarNode scalar -> new Value.Scalar(at, scalar.getValue());
            case SequenceNode sequence -> items(path, sequence, depth);
            case MappingNode mapping -> table(path, mapping, depth);
            case AnchorNode anchor -> value(path, anchor.getRealNode(), depth + 1);
            default -> throw new IllegalStateException("unknown node " + node.getNodeType());
        };
    }

    private Value items(String path, SequenceNode sequence, int depth) {
        List<Value> values = new ArrayList<>();
        for (Node child : sequence.getValue()) {
            values.add(value(path + "[" + values.size() + "]", child, depth + 1));
        }
        return new Value.Items(position(sequence), List.copyOf(values));
    }

    private Value table(String path, MappingNode mapping, int depth) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position at = position(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problems.add(at, path, Optional.empty(), "holds a key that is no text");
                continue;
            }
            String key = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
            Value.Entry entry = new Value.Entry(at, value(key, tuple.getValueNode(), depth + 1));
            Value.Entry first = entries.putIfAbsent(name.getValue(), entry);
            if (first != null) {
                String rule = "is given twice, first in line " + first.at().line();
                problems.add(at, key, Optional.empty(), rule);
            }
        }
        return new Value.Table(position(mapping), entries);
    }

    private Position position(Node node) {
        return node.getStartMark().map(this::position).orElse(Position.of(place));
    }

    private Position position(Mark mark) {
        return new Position(place, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the conversion from any depth; never leaves this class. */
    private static final class TreeTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
