// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import net.jqwik.api.Arbitraries;
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

/** Places in HTML, checked against jsoup's tree builder. */
final class HtmlPlaceTest {
    private static final Set<String> UNSEEN =
            Set.of(
                    "template",
                    "noscript",
                    "select",
                    "option",
                    "svg",
                    "math",
                    "object",
                    "button",
                    "title",
                    "head",
                    "script",
                    "style",
                    "textarea",
                    "details",
                    "dialog");

    private static final String SOUP =
            """
            <div>~<div hidden>~</div>~<p>~<p hidden>~</p>~<b>~<b hidden>~</b>
            <span style='display:none'>~<span>~</span>~<table>~<tr>~<td>~<td hidden>~</td>
            </tr>~</table>~<a href=x>~</a>~<ul>~<li>~<li hidden>~</li>~</ul>
            <!-- </body> -->~</body>~</html>~<html>~<body>~<head>~</head>~<title>x</title>
            <style></body></style>~text~<form>~</form>~<center>~</center>~<h1 hidden>~</h2>
            <br>~<svg>~</svg>~<template>~</template>~<select>~</select>~<button>~</button>
            <font hidden>~</font>~<caption>~<dl>~<dd hidden>~<dt>~</dl>~<o:p hidden>~</o:p>
            <!doctype html>~<![if x]>~<img src=x>~<input>~<tbody>
            """;

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
                "<style>div[class*=hide],*[class=hide],.x{display:none}</style><p>x</p>",
                "<style>a:hover{opacity:0.7} div{line-height:0}</style><p>x</p>",
                "<style>#outlook a{padding:0} a[x-apple]{color:red} div>p{width:0}</style><p>x"
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
                "<body><noscript>x</body>",
                "<body><svg><title></body></title></svg></body>",
                "<body><math><![CDATA[</body>]]></math></body>",
                "<frameset></frameset>"
            })
    void whatWouldHideTheClausesIsRefused(String html) {
        assertThat(Fixture.refusal(message(html))).startsWith("structure: ");
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
                "<style>.a .h:hover{d\\69splay:none}</style><p class=h>{{octroi.unsubscribe}}</p>"
            })
    void aMarkerThatAStyleSheetHidesIsRefused(String html) {
        assertThat(Fixture.refusal(message(html)))
                .isEqualTo("structure: a marker in an element that a style sheet hides");
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
                "<p style='text-transform:uppercase;line-height:0.9'>{{octroi.info}}</p>"
            })
    void aMarkerThatShowsIsFilled(String html) {
        assertThat(Fixture.refusal(message(html))).isEqualTo("planned");
    }

    @Property(tries = 1_000)
    void inAnyTagSoupTheClausesShowOrTheMessageIsRefused(@ForAll("soup") List<String> soup) {
        assertShownOrRefused(String.join("", soup));
    }

    @Provide
    Arbitrary<List<String>> soup() {
        return Arbitraries.of(SOUP.split("[~\n]")).list().ofMinSize(1).ofMaxSize(14);
    }

    @Test
    void theLanguageIsReadFromTheFirstElement() {
        assertThat(language("<!doctype html><!-- x --><html lang=\"fr-FR\"><body>")).contains("fr");
        assertThat(language("<html class=x LANG=en>")).contains("en");
        assertThat(language("<p lang=fr>")).isEmpty();
        assertThat(language("<html lang=de>")).isEmpty();
    }

    private static java.util.Optional<String> language(String html) {
        return Fixture.scanned(message(html)).language().map(l -> l.code());
    }

    private static void assertShownOrRefused(String html) {
        if (Fixture.refusal(message(html)).equals("planned")) {
            assertShown(html);
        }
    }

    private static void assertShown(String html) {
        String edited = body(Fixture.rewritten(message(html), Fixture.FRENCH));
        Document document = Jsoup.parse(edited);
        Elements blocks = document.select("div[lang=fr][dir=ltr]");
        assertThat(blocks).as(edited).hasSize(2);
        assertThat(blocks.get(0).text()).contains("Pourquoi ce message ?");
        assertThat(blocks.get(1).text()).contains("Vous ne souhaitez plus recevoir");
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
        }
    }

    private static boolean isUnseen(Element element) {
        return UNSEEN.contains(element.normalName())
                || element.hasAttr("hidden")
                || element.attr("style").toLowerCase(Locale.ROOT).contains("display:none");
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
