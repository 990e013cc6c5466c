// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

import java.util.Arrays;
import java.util.List;

/**
 * Tags in no order, of few names at a time so that they tangle, and what else may stand between.
 * Immutable.
 */
final class HtmlSoup {
    private static final List<String> NAMES =
            words(
                    """
                    div p b span a i font nobr table tr td th tbody thead caption colgroup ul li ol
                    dl dd dt h1 h2 form center button select option optgroup ruby rt rp rb rtc
                    dialog details summary address pre blockquote article section fieldset legend
                    label svg math g mi mtext annotation-xml foreignobject desc o:p noscript
                    template object marquee applet main search header nav menu listing dir figure
                    strong em u s code tt big small strike x-y canvas audio video datalist meter
                    sup sub html head body
                    """);

    private static final List<String> TABLE =
            words("table tr td tbody caption colgroup div p b a form select");

    private static final List<String> OTHERS =
            List.of(
                    """
                    <br>~<hr>~<input>~<input type=hidden>~<keygen>~<textarea></textarea>~<img src=x>
                    <image>~<isindex>~<wbr>~<col>~<embed>~<param>~<area>~<base href=x>
                    <meta charset=utf-8>~<link rel=icon href=x>~</p>~</br>~</>~<>~<?x>~<!x>~<!---->
                    <!-->~<!--->~<!-- </body> -->~<!-- --!>~<![CDATA[x]]>~<!doctype html>
                    <style>p{color:red}</style>~<style></body></style>~<title>x</title>
                    <script>x</script>~<xmp>x</xmp>~<iframe></iframe>~<noembed></body></noembed>
                    <noframes><div hidden></noframes>~<plaintext>~<frameset>~<frame>~text~&nbsp;
                    {{octroi.info}}~{{octroi.unsubscribe}}~</body>~</html>~<html lang=fr>~<body>
                    <head>~</head>~<svg/>~<math/>~<g/>~<a/>~<div/>~<div~<DIV HIDDEN>~</DIV>
                    <a href=x>~<![if x]>~<![endif]>~<!--[if mso]><table><tr><td><![endif]-->
                    <!--[if mso]></td></tr></table><![endif]-->~<!--[if !mso]><!-->
                    <!--<![endif]-->~<select size=4>~<noscript><!--</noscript>-->
                    <noscript><img alt='</noscript><div hidden>'></noscript>
                    """
                            .strip()
                            .split("[~\n]"));

    private static final List<String> HIDDEN =
            List.of(
                    " hidden",
                    " hidden=until-found",
                    " popover",
                    " inert",
                    " style='display:none'",
                    " style=display:none",
                    " style=\"x:y;DISPLAY : None\"",
                    " class=x style='visibility:hidden'");

    private HtmlSoup() {}

    static Arbitrary<List<String>> soup() {
        Arbitrary<List<String>> few = Arbitraries.of(NAMES).list().ofMinSize(2).ofMaxSize(6);
        return Arbitraries.oneOf(few, Arbitraries.of(List.of(NAMES, TABLE))).flatMap(HtmlSoup::of);
    }

    private static Arbitrary<List<String>> of(List<String> names) {
        Arbitrary<String> name = Arbitraries.of(names);
        Arbitrary<String> plain = name.map(n -> "<" + n + ">");
        Arbitrary<String> hidden = name.flatMap(n -> attributes(n, HIDDEN));
        Arbitrary<String> pair = hidden.map(tag -> tag + "</" + tag.split("[< ]", 3)[1] + ">");
        Arbitrary<String> end = name.map(n -> "</" + n + ">");
        Arbitrary<String> other = Arbitraries.of(OTHERS);
        List<Tuple2<Integer, Arbitrary<String>>> kinds =
                List.of(
                        Tuple.of(4, plain),
                        Tuple.of(1, hidden),
                        Tuple.of(1, pair),
                        Tuple.of(5, end),
                        Tuple.of(3, other));
        return Arbitraries.frequencyOf(kinds).list().ofMinSize(1).ofMaxSize(14);
    }

    private static Arbitrary<String> attributes(String name, List<String> attributes) {
        return Arbitraries.of(attributes).map(attribute -> "<" + name + attribute + ">");
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }
}
