// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Places in HTML, checked against jsoup's tree builder. */
final class HtmlPlaceTest {
    /** Nobody sees, or not everybody, what stands in these. */
    private static final Set<String> UNSEEN =
            Set.of(
                    """
                    applet audio button canvas datalist details dialog frameset head iframe marquee
                    math meter noembed noframes noscript object optgroup option plaintext progress
                    rp script select style summary svg template textarea title video xmp
                    """
                            .strip()
                            .split("\\s+"));

    /** What browsers may open anew around a marker's text, as the sender had it. */
    private static final Set<String> FORMATTING =
            Set.of("a b big code em font i nobr s small strike strong tt u".split(" "));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body><p>Bonjour</p></body></html>",
                "<HTML><BODY><P>Bonjour</P></BODY></HTML>",
                "<p>a fragment",
                "no tag at all",
                "<html><p>Bonjour</html>",
                "<body>one</body><p>two</p></body></html>",
                "<body><!-- </body> --><p>one</p></body>",
                "<body><!--[if mso]></body><![endif]--><p>one</p></body>",
                "<body><![if !mso]><p>one</p><![endif]></body>",
                "<body><!--[if !mso]><!--><p>one</p><!--<![endif]--></body>",
                "<head><style>a::after{content:'</body>'}</style></head><body>x</body>",
                "<head><title></body></title></head><body>x</body>",
                "<body><textarea></body></textarea>x</body>",
                "<body><img alt='</body>'>x</body>",
                "<body><table><tr><td>x</body>",
                "<body><table><tr><td><table><tr><td>x</td></tr></table></body>",
                "<body><a href='https://x'>open link</body>",
                "<body><p><a href='https://x'>open link</p></body>",
                "<body><div style='font-size:1px;color:#fff'>small</body>",
                "<body><div style='display:none'>preheader</div><p>x</p></body>",
                "<body><p>a&lt;/body&gt;b</p></body  >",
                "<body><p>a</p></body/x='>'>",
                "<body><ul><li>a<li>b</ul></body>",
                "<body><o:p></o:p><center><b>x</center></body>",
                "<!doctype html><html lang=fr><meta charset=utf-8><p>x",
                "<body><svg><path d=''/></svg>x</body>",
                "<body><h1>x</h2><p>y</body>",
                "<body><select><option>a<option>b</select>x</body>",
                "<p><table></table></p><p><select><option>a</select></p>",
                "<select><optgroup label=x><option>a</optgroup></select>",
                "<table hidden><colgroup><col><tr><td><p>a<ul><li>b</table>x",
                "<div hidden><p>a<ul><li>b</ul></div>x",
                "<noscript><img src=x></noscript>x",
                "<main><p>x</main>",
                "<!--[if mso]><noscript><xml><o:a><o:b/><o:c>96</o:c></o:a></xml></noscript>"
                        + "<![endif]--><p>x",
                "<style>div[class*=hide],*[class=hide],.x{display:none}</style><p>x</p>",
                "<style>a:hover{opacity:0.7} div{line-height:0}</style><p>x</p>",
                "<style>#outlook a{padding:0} a[x-apple]{color:red} div>p{width:0}</style><p>x",
                "<p><font style='font-size:1px;color:#fff'>x</p>",
                "<style>b{display:none}</style><p><b>x</p>",
                "<style>x-y{display:none}</style><x-y>x",
                "<link rel=stylesheet href='https://fonts.googleapis.com/css?family=Inter'>x",
                "<style>@import url(https://fonts.googleapis.com/css2?a;b);p{margin:0}</style>x",
                "<style>html,body{height:100%;margin:0 auto}</style><body>x</body>",
                "<style>body{overflow-x:hidden;min-height:1px;position:relative}</style>x",
                "<style>.sm\\:hidden{display:none} a:after{content:'\\201C'}</style><body>x",
                "<style>img.g + div,u + .b img ~ div div{display:none}</style><div>x</div>",
                "<!--[if mso]><table><tr><td style='font-size:0'><![endif]-->x"
                        + "<!--[if mso]></td></tr></table><![endif]-->",
                "<style>*,:before,:after{box-sizing:border-box}</style><body>x</body>",
                "<body style='overflow:hidden auto;opacity:1;zoom:100%'>x</body>",
                "<body><div style='position:fixed;top:0;height:100%;z-index:9'>x</div></body>",
                "<body>x</body></html><img src=p width=1 style='display:block'>",
                "<p style='color:#333333;background:#12345678;margin:0 -150px'>x</p>",
                "<p style='margin-left:-9999px;border-radius:9999px;max-height:9999px'>x</p>",
                "<style>p{margin-top:-40px;text-indent:-9999px} a{max-width:9999px}</style>x",
                "<td height=1200><p style='height:1200px'>x</p>",
                "<body><![if !mso]>x<![endif]></body>",
                "<body><!--[if mso]><table><tr><td><![endif]-->x"
                        + "<!--[if mso]></td></tr></table><![endif]--></body>"
            })
    void bothClausesShowInTheBody(String html) {
        assertShown(html);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body><!-- no end </body>",
                "<body><script>x</body>",
                "<body><script><!-- <script></script> --></script></body>",
                "<body><style>x</body>",
                "<body><title>x</body>",
                "<body><textarea>x</body>",
                "<body><plaintext>x</body>",
                "<body><p>x</p><div",
                "<body><p>x</p></",
                "<body><p>x</p><!x",
                "<body style='display:none'><p>x</p></body>",
                "<body><p>x</p><body hidden></body>",
                "<body hidden>x</body>",
                "<body><div style='display:none'>x</body>",
                "<body><div style='DISPLAY : NONE'>x</body>",
                "<body><div style='display:&#110;one'>x</body>",
                "<body><div style='dis\\70lay:none'>x</body>",
                "<body><div style='display:/**/none'>x</body>",
                "<body><div hidden><table></div></body>",
                "<body><p><font style='display:none'>x</p>y</body>",
                "<body><p><div hidden></p>x</body>",
                "<body><span hidden><div></span>x</body>",
                "<body><b><div hidden></b>x</body>",
                "<body><form><div hidden></form>x</body>",
                "<body><template>x</body>",
                "<body><svg><span style='display:none'></svg>x</body>",
                "<body><svg><p>a</p><div style='display:none'/></svg>x</body>",
                "<body><div><svg></div><foo style='display:none'/></svg>x</body>",
                "<body><svg><foreignObject><span></svg>x</body>",
                "<body><svg></p><o:p hidden/></svg>x</body>",
                "<style>div{height:0;overflow:hidden}</style><p>x</p>",
                "<style>p,body>*[dir]{position:absolute;left:-99em}</style><p>x</p>",
                "<style>a{display:none}</style><p>x</p>",
                "<body><select><option>x</body>",
                "<select><div><input><div hidden></select>",
                "<select><textarea></textarea><div hidden></select>",
                "<select><select><div hidden></select>",
                "<select><option><keygen><div hidden></option></select>",
                "<select><style></select><div hidden></style></select>",
                "<select><title></select><div hidden></title></select>",
                "<body><select><svg><input/></svg><div hidden></select>x</body>",
                "<body><div hidden><svg><div/></svg></div>x</body>",
                "<main><div hidden></main>",
                "<search><div hidden></search>",
                "<body><noscript><div></noscript>x</body>",
                "<h2><noscript></h2>",
                "<noscript><!-- </noscript><div hidden> --></noscript>",
                "<noscript><img alt='</noscript><div hidden>'></noscript>",
                "<table><table></table><div hidden></table>",
                "<table><td></tr><div hidden></td>",
                "<table><tr><td><col><div hidden></td>",
                "<!doctype html><p><table></table><span hidden></p>",
                "<h1><h1></h1><div hidden></h1>",
                "<h2><font></h2><h2 hidden>x<h2>",
                "<button><button></button><div hidden></button>",
                "<ruby><rt><rt></rt><span hidden></rt>",
                "<image><span hidden></image>",
                "<form hidden><table></form></table></form>",
                "<form hidden><select><form></form></select></form>",
                "<a href=x><form><table><a href=y></form>",
                "<b hidden><b hidden><b hidden><b hidden><div></b></b></b></b>x",
                "<b hidden><p><p><div><div><div><div><div><div><div><div><div></b>x",
                "<body><noscript>x</body>",
                "<body><svg><title></body></title></svg></body>",
                "<body><math><![CDATA[</body>]]></math></body>",
                "<frameset></frameset>",
                "<body style='height:90px;overflow:hidden'>x</body>",
                "<html style='overflow-y:clip'><body>x</body>",
                "<body style='contain:strict'>x</body>",
                "<body style='margin:0 -9999px'>x</body>",
                "<body style='opacity:.2'>x</body>",
                "<body popover>x</body>",
                "<body inert>x</body>",
                "<style>body{display:none}</style><body>x</body>",
                "<body style='display:flex;overflow-x:hidden'>x</body>",
                "<body style='-moz-transform:scale(0)'>x</body>",
                "<body style='width:1px;overflow-x:hidden'>x</body>",
                "<style>body{container-type:size}</style>x",
                "<body style='text-decoration: line-through'>x</body>",
                "<body>x<template ShadowRootMode=open>y</template></body>",
                "<meta http-equiv=Content-Security-Policy content=\"style-src 'none'\">x",
                "<style>body::after{content:'';position:fixed;z-index:9}</style>x",
                "<style>.x:after{content:'';position:fixed}</style><body class=x>y",
                "<html style='writing-mode:vertical-rl'><body>x</body>",
                "<style>body{--x:none;display:var(--x)}</style><body>x</body>",
                "<style>.b{max-height:9em;overflow:hidden}</style><body class=b>x</body>",
                "<style>#c.b{opacity:0}</style><body class=b>x<body id=c></body>",
                "<style>body{color:red;opacity:0;p{color:red}}</style><body>x</body>",
                "<style>body{p{color:red} div{display:none}}</style><body>x</body>",
                "<style>body{p{color:red} & > div{display:none}}</style><body>x</body>",
                "<style>@media all{div{color:red;display:none;b{color:red}}}</style><p>x</p>",
                "<style>a{b:'/*'}div{display:none}a{b:'*/'}</style><p>x</p>",
                "<style>b{c:url(x')}div{display:none}b{c:url(y')}</style><p>x</p>",
                "<style>b{c:'}\n}div{display:none}b{c:'x'}</style><p>x</p>",
                "<style><!--div{display:none}--></style><p>x</p>",
                "<style>d\\69v{display:none}</style><p>x</p>",
                "<style>div{display:none</style><p>x</p>",
                "<style>:not(p > b){display:none}</style><p>x</p>",
                "<style>.b > div{display:none}</style><body class=b>x</body>",
                "<style>p + div:after{position:absolute;top:0}</style><p>x</p>",
                "<style>div:after{content:'';position:absolute;top:0}</style><p>x</p>",
                "<style>div::first-line{font-size:0}</style><p>x</p>",
                "<style>@import 'https://exemple.fr/a.css';</style><p>x</p>",
                "<style>@import url(//exemple.fr/fonts.googleapis.com)</style><p>x</p>",
                "<style>@im\\70ort '//exemple.fr/a';</style><p>x</p>",
                "<link rel=stylesheet href=https://exemple.fr/a.css><p>x</p>",
                "<link href=a.css rel='alternate StyleSheet'><p>x</p>",
                "<body>x</body><div style='position:fixed;top:0;height:100%'>y</div>",
                "<style>.o{z-index:2147483647}</style><body>x</body><p class=o>y</p>",
                "<body><![if !mso]>x</body>",
                "<body><!--[if !mso]><!-->x</body>",
                "<body><!--[if mso]><div style='mso-hide:all'><![endif]-->x</body>",
                "<body style='scale:0'>x</body>",
                "<style>@media all{&{opacity:.1}}</style>x",
                "<style>html,b{color:red;&{opacity:.1}}</style>x",
                "<style>:not(p){scale:0!important}</style>x",
                "<html style='x:y'><style>[style]{filter:opacity(0)}</style>x",
                "<style>a{b:\"\\\n}\";}:root{translate:-99em}</style>x",
                "<p style='margin-block-start: -9999px'>x",
                "<div style='margin-top:-9999px'>x</div>",
                "<div style='margin:0 0 calc(1px - 9999px)'>x</div>",
                "<p style='margin-top:-1e4px'>x</p>",
                "<p style='margin-top:-99em'>x</p>",
                "<body style='padding:0 0 0 9999px'>x",
                "<body style='padding-left:9999px'>x",
                "<p style='margin-top:9999px'>x",
                "<p style='height:12000px'>x",
                "<style>:nth-child(n){display:block;height:9999px}</style>x",
                "<style>p{margin-top:-300px}</style><p>x</p>",
                "<p>{{octroi.info}}<option></p>",
                "<p>{{octroi.info}}<span hidden></p>",
                "<body><aaaaaaaaaaaaaaaaaaaaaaaaaaaa>x</body>"
            })
    void whatWouldHideTheClausesIsRefused(String html) {
        assertThat(Fixture.verdict(message(html))).startsWith("structure: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>.h{display:none}</style><p class=h>{{octroi.info}}</p>",
                "<style>@media screen{td.H , b{Max-Height : 0}}</style>"
                        + "<table><tr><td class='a h'>{{octroi.info}}</td></tr></table>",
                "<style>*[class*='h']{display:none}</style><p class=xhx>{{octroi.info}}</p>",
                "<style>p[class = 'h']{display:none}</style><p class='a h'>{{octroi.info}}</p>",
                "<p id=x><b>{{octroi.info}}</b></p><style>div>#x/**/{color:red;opacity:0}</style>",
                "<style>.a .h:hover{d\\69splay:none}</style><p class=h>{{octroi.unsubscribe}}</p>",
                "<style>.h{height:9px;overflow:hidden}</style><p class=h>{{octroi.info}}</p>",
                "<style>.h{position:absolute;left:9999px}</style><p class=h>{{octroi.info}}</p>",
                "<style>.a{.h{opacity:0}}</style><p class=h>{{octroi.info}}</p>",
                "<style>.sm\\:h{display:none}</style><p class=sm:h>{{octroi.info}}</p>",
                "<style>[class='\\68']{display:none}</style><p class=h>{{octroi.info}}</p>"
            })
    void aMarkerThatAStyleSheetHidesIsRefused(String html) {
        assertThat(Fixture.verdict(message(html)))
                .isEqualTo("structure: a marker in an element that a style sheet hides");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='height:20px;overflow:hidden'>{{octroi.info}}</p>",
                "<p style='scale:0'>{{octroi.info}}</p>",
                "<p style='z-index:-1;position:relative'>{{octroi.info}}</p>",
                "<p style='opacity:calc(0)'>{{octroi.info}}</p>",
                "<p style='opacity:1e-3'>{{octroi.info}}</p>",
                "<p style='margin-block:0 -90px'>{{octroi.info}}</p>",
                "<p style='position:absolute;left:9999px'>{{octroi.info}}</p>",
                "<ruby>a<rp>{{octroi.info}}</rp></ruby>",
                "<p popover>{{octroi.info}}</p>",
                "<form hidden><div></form>{{octroi.info}}",
                "<p><font><form hidden></p><br></form>{{octroi.info}}",
                "<a href=x><select></a></select>{{octroi.info}}",
                "<!--[if !mso]><!--><p>{{octroi.info}}</p><!--<![endif]-->"
            })
    void aMarkerWhereItWouldNotShowIsRefused(String html) {
        assertThat(Fixture.verdict(message(html)))
                .isEqualTo("structure: a marker where nobody would see what replaces it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>.h{display:none}</style><p class=hh>{{octroi.info}}</p>",
                "<style>*[class=hide],td[class~='hide'],u+#b .x{display:none}</style>"
                        + "<table><tr><td class=foot>{{octroi.info}}</td></tr></table>",
                "<style>.h::after{display:none} p.x{height:0} .h{color:red}</style>"
                        + "<p class=h>{{octroi.info}}</p>",
                "<style>>{display:none} +, ~ {height:0}</style><p>{{octroi.info}}</p>",
                "<p style='text-transform:uppercase;line-height:0.9'>{{octroi.info}}</p>",
                "<p style='opacity:.7;opacity:80% !important'>{{octroi.info}}</p>"
            })
    void aMarkerThatShowsIsFilled(String html) {
        assertThat(Fixture.verdict(message(html))).isEqualTo("edited");
    }

    @Test
    void clausesFarBelowTheLastWordAreRefused() {
        String why = "structure: more than 100 empty lines in a row";
        assertThat(Fixture.verdict(message("<p>x" + "<br>&nbsp;\r\n".repeat(101)))).isEqualTo(why);
        assertThat(Fixture.verdict(message("<p>x" + "<br>y<br>".repeat(101)))).isEqualTo("edited");
    }

    @Test
    void whatIsLeftOpenAroundAParagraphDoesNotGoOnAroundTheClauses() {
        byte[] edited = Fixture.rewritten(message("<span class=x>a<p>b"), Fixture.FRENCH);

        assertThat(Jsoup.parse(body(edited)).select("span.x div")).isEmpty();
    }

    @Property(tries = 1_000, seed = "20261130")
    void inAnyTagSoupTheClausesShowOrTheMessageIsRefused(@ForAll("soup") List<String> soup) {
        assertShownOrRefused(String.join("", soup));
    }

    @Provide
    Arbitrary<List<String>> soup() {
        return HtmlSoup.soup();
    }

    private static void assertShownOrRefused(String html) {
        if (Fixture.verdict(message(html)).equals("edited")) {
            assertShown(html);
        }
    }

    private static void assertShown(String html) {
        String edited = body(Fixture.rewritten(message(html), Fixture.FRENCH));
        Document document = Jsoup.parse(edited);
        Elements blocks = document.select("div[lang=fr][dir=ltr]");
        assertThat(blocks).as(edited).hasSize(2);
        assertThat(blocks.text())
                .containsOnlyOnce("Pourquoi ce message ?")
                .containsOnlyOnce("Vous ne souhaitez plus recevoir");
        for (Element block : blocks) {
            assertThat(block.select("a")).as(edited).hasSize(1);
            assertThat(block.parents().contains(document.body())).as(edited).isTrue();
            assertThat(block.parents().stream().anyMatch(HtmlPlaceTest::isUnseen))
                    .as(edited)
                    .isFalse();
            assertThat(block.getAllElements().stream().anyMatch(HtmlPlaceTest::isUnseen))
                    .as(edited)
                    .isFalse();
            assertThat(block.closest("a") == null).as(edited).isTrue();
            assertStyled(block, html.contains("{{"), edited);
        }
    }

    /** What a browser opens anew within the block must not change how its text looks. */
    private static void assertStyled(Element block, boolean isMarked, String edited) {
        assertThat(block.children()).as(edited).hasSize(1);
        Element child = block.child(0);
        if (isMarked && FORMATTING.contains(child.tagName())) {
            assertStyled(child, true, edited);
        } else {
            assertThat(child.tagName()).as(edited).isEqualTo("span");
        }
    }

    private static boolean isUnseen(Element element) {
        String style = element.attr("style").toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        return UNSEEN.contains(element.normalName())
                || Stream.of("hidden", "inert", "popover").anyMatch(element::hasAttr)
                || style.contains("display:none")
                || style.contains("visibility:hidden");
    }

    private static String body(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    private static Octets message(String html) {
        return Fixture.message(
                "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n"
                        + "Content-Type: text/html; charset=utf-8\n\n"
                        + html);
    }
}
