#include "web/template.h"

#include <atomic>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "web/catalog.h"

namespace himthough::web {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A folder of templates and catalogs that goes away with the test.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "templates-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    Folder& file(const std::string& name, const std::string& text) {
        std::ofstream(path_ / name) << text;
        return *this;
    }
    Folder& catalog(const std::string& language, const std::vector<std::pair<std::string, std::string>>& sentences) {
        std::string text = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n";
        for (const auto& [key, sentence] : sentences) text += "\nmsgid \"" + key + "\"\nmsgstr \"" + sentence + "\"\n";
        return file(language + ".po", text);
    }
    Templates load() const { return Templates(path_, path_); }
    std::string fault() const {
        try {
            load();
        } catch (const std::runtime_error& fault) {
            return fault.what();
        }
        return "";
    }

private:
    std::filesystem::path path_;
};

std::string fill(const std::string& source, const View& view) {
    Folder folder;
    folder.file("a.html", source).catalog("en", {{"x", "x"}});
    return folder.load().page("a", "en", view);
}

const std::vector<std::string> xss_corpus = {
    "<script>alert(1)</script>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>", "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "&#106;avascript:alert(1)", "<!--<script>", "--><script>alert(1)</script>",
    "{{t:x}}<b>", "{{html:WORDS}}", "<details open ontoggle=alert(1)>", "</bdi></div><iframe srcdoc='<script>alert(1)</script>'>",
    "&lt;script&gt;", "`onerror=alert(1)", "<a href=\"javascript:alert(1)\">"};

TEST(Template, NoTextGetsOutOfWhereItStands) {
    const std::string source =
        "<title>{{W}}</title><p>{{W}}</p><p lang=\"{{W}}\">{{lines:W}}</p><textarea name=\"w\">{{lines:W}}</textarea>"
        "<input value=\"{{W}}\" {{#C}}checked{{/C}}><option value=\"{{W}}\">{{W}}</option>";
    for (const auto& attack : xss_corpus) {
        View view;
        view.set("W", attack).show("C");
        const std::string page = fill(source, view);
        std::string shape;   // what is left of the markup when every value is cut out
        for (std::size_t at = 0; at < page.size(); ++at) {
            if (page[at] == '<' || page[at] == '>' || page[at] == '"' || page[at] == '\'') shape += page[at];
        }
        EXPECT_EQ(shape, "<><><><><\"\"><><\"\"><><\"\"><\"\"><>") << attack;
    }
}

TEST(Template, AUrlFromTextIsHttpOrAPathOrNothing) {
    for (const auto& attack : xss_corpus) {
        View view;
        view.set("U", attack);
        const std::string page = fill("<a href=\"{{U}}\">x</a><form action=\"{{U}}\"></form>", view);
        const auto colon = page.find(':');
        if (colon == std::string::npos) continue;
        EXPECT_THAT(page, Not(HasSubstr("script:"))) << attack;
        EXPECT_THAT(page, Not(HasSubstr("\"data:"))) << attack;
    }
    View view;
    view.set("U", "https://example.org/a?b=1&c=2").set("P", "/m/wall");
    EXPECT_EQ(fill("<a href=\"{{U}}\"></a><a href=\"{{P}}/2\"></a>", view),
              "<a href=\"https://example.org/a?b=1&amp;c=2\"></a><a href=\"/m/wall/2\"></a>");
}

TEST(Template, TextNeverComesOutWhereHtmlIsMeant) {
    View view;
    view.set("W", "<b>");
    EXPECT_EQ(fill("<p>{{html:W}}</p>", view), "<p></p>");
    EXPECT_THROW(view.set("HTML_W", "<b>"), std::logic_error);
    view.set("W", Html::escape("<i>"));
    EXPECT_EQ(fill("<p>{{html:W}} {{W}}</p>", view), "<p>&lt;i&gt; &lt;b&gt;</p>");
}

TEST(Template, AValueIsNotReadAsATemplate) {
    View view;
    view.set("W", "{{SECRET}}").set("SECRET", "s");
    EXPECT_EQ(fill("<p>{{W}}</p>", view), "<p>{{SECRET}}</p>");
}

TEST(Template, LinesKeepsLineBreaks) {
    View view;
    view.set("W", "one\ntwo");
    EXPECT_EQ(fill("<p>{{lines:W}}|{{W}}</p>", view), "<p>one\ntwo|one two</p>");
}

TEST(Template, SectionsRepeatAndSeeWhatStandsOutside) {
    View view;
    view.set("M", "m").show("SHOWN");
    view.add("EACH").set("N", 1);
    view.add("EACH").set("N", std::size_t{2}).show("LAST");
    EXPECT_EQ(fill("{{#EACH}}{{M}}{{N}}{{#LAST}}!{{/LAST}} {{/EACH}}{{#SHOWN}}s{{/SHOWN}}{{#HIDDEN}}h{{/HIDDEN}}", view), "m1 m2! s");
}

TEST(Template, SentencesAreEscapedAndKeepTheirMarkers) {
    Folder folder;
    folder.file("a.html", "<p title=\"{{t:a.b}}\">{{t:a.b}}</p>")
        .catalog("en", {{"a.b", "<i> {{N}} & more"}})
        .catalog("es", {{"a.b", "más que {{N}}"}});
    const auto templates = folder.load();
    View view;
    view.set("N", "<5>");
    EXPECT_EQ(templates.page("a", "en", view), "<p title=\"&lt;i&gt; &lt;5&gt; &amp; more\">&lt;i&gt; &lt;5&gt; &amp; more</p>");
    EXPECT_EQ(templates.page("a", "es", view), "<p title=\"más que &lt;5&gt;\">más que &lt;5&gt;</p>");
    EXPECT_EQ(templates.page("a", "xx", view), templates.page("a", "en", view));
    EXPECT_EQ(templates.say("es", "a.b"), "más que {{N}}");
    EXPECT_EQ(templates.find("es", "not.there"), "");
    EXPECT_THROW(templates.say("en", "not.there"), std::logic_error);
    EXPECT_THROW(templates.page("not_there", "en", view), std::logic_error);
}

TEST(Template, ALanguageIsOfferedOnlyWhenItIsComplete) {
    Folder folder;
    folder.file("a.html", "<p>{{t:a}}</p>")
        .catalog("en", {{"a", "a"}, {"b", "b {{N}}"}})
        .catalog("de", {{"a", "a"}})
        .catalog("es", {{"a", "a"}, {"b", "b {{N}}"}})
        .catalog("fr", {{"a", "a"}, {"b", "b {{M}}"}})
        .file("it.po", "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"a\"\nmsgstr \"a\"\n\n#, fuzzy\nmsgid \"b\"\nmsgstr \"b {{N}}\"\n");
    EXPECT_THAT(folder.load().languages(), ElementsAre("en", "es"));
}

TEST(Template, IncludesAreReadWordForWord) {
    Folder folder;
    folder.file("_top.html", "<html lang=\"{{language}}\">").file("a.html", "{{! what it is }}{{include:_top.html}}<p>{{W}}</p></html>");
    folder.catalog("en", {{"x", "x"}});
    EXPECT_EQ(folder.load().page("a", "en", View().set("W", "w")), "<html lang=\"en\"><p>w</p></html>");
}

TEST(Template, XmlIsEscapedToo) {
    Folder folder;
    folder.file("feed.xml", "<t>{{lines:W}}</t>").catalog("en", {{"x", "x"}});
    EXPECT_EQ(folder.load().page("feed.xml", "en", View().set("W", "a<b>&\"")), "<t>a&lt;b&gt;&amp;&quot;</t>");
}

TEST(Template, AllFaultsAreToldAtOnce) {
    Folder folder;
    folder.file("a.html", "<p>{{t:missing}}{{lower}}{{W:none}}</p>")
        .file("b.html", "<p>{{#OPEN}}</p>")
        .file("c.html", "{{include:_none.html}}{{include:c.html}}<a href={{W}}>")
        .file("d.html", "{{%AUTOESCAPE context=\"HTML\"}}{{")
        .catalog("en", {{"x", "x"}});
    const std::string fault = folder.fault();
    for (const char* part : {"a.html: no sentence missing", "{{lower}}", "{{W:none}}", "b.html: not well formed", "_none.html: cannot be read",
                             "c.html: includes itself", "d.html: {{ without }}", "{{%AUTOESCAPE"}) {
        EXPECT_THAT(fault, HasSubstr(part));
    }
}

TEST(Template, ASentenceMayGoOnOverLines) {
    Folder folder;
    folder.file("a.html", "<p></p>");
    folder.file("en.po", "# note\nmsgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\n#. note\nmsgid \"a\"\nmsgstr \"\"\n\"one \"\n\"\\\"two\\\"\"\n#~ msgid \"old\"\n");
    EXPECT_EQ(folder.load().say("en", "a"), "one \"two\"");
}

TEST(Template, ABrokenCatalogIsRefusedWithItsLine) {
    Folder folder;
    folder.file("a.html", "<p></p>");
    folder.file("en.po", "msgid \"a\"\nmsgstr \"a\n\nnonsense\nmsgid \"b\"\nmsgstr \"\\q\"\nmsgid \"c\"\nmsgstr \"1\"\nmsgid \"c\"\nmsgstr \"2\"\n");
    for (const char* place : {"en.po:2:", "en.po:4:", "en.po:6:", "twice: c"}) EXPECT_THAT(folder.fault(), HasSubstr(place));
    EXPECT_THAT(Folder().fault(), HasSubstr("en.po: has no sentences"));
}

TEST(Template, PagesAreFilledByManyThreadsAtOnce) {
    Folder folder;
    folder.file("a.html", "<p>{{#EACH}}{{N}},{{/EACH}}</p>").catalog("en", {{"x", "x"}});
    const auto templates = folder.load();
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&] {
                for (int round = 0; round < 200; ++round) {
                    View view;
                    for (int n = 0; n < 3; ++n) view.add("EACH").set("N", n);
                    if (templates.page("a", "en", view) != "<p>0,1,2,</p>") ++wrong;
                }
            });
        }
    }
    EXPECT_EQ(wrong, 0);
}

TEST(OurTemplates, AreWholeInEveryLanguage) {
    const std::filesystem::path project = PROJECT_DIR;
    const Templates templates(project / "src/web/templates", project / "locales");
    EXPECT_THAT(templates.languages(), ElementsAre("en", "es", "fr"));
}

TEST(OurTemplates, HaveNothingInline) {
    const std::filesystem::path project = PROJECT_DIR;
    const Templates templates(project / "src/web/templates", project / "locales");
    std::vector<std::string> bad;
    for (const auto& file : std::filesystem::directory_iterator(project / "src/web/templates")) {
        if (file.path().extension() != ".html") continue;
        std::ifstream in(file.path());
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        for (const char* no : {" style=", "<style", " onclick", " onload", " onsubmit", "autofocus", "javascript:", "<script>", "http://"}) {
            const auto name = file.path().filename().string();
            if (name == "embed.html" && std::string_view(no) == "<style") continue;   // it loads nothing, and its policy names that style alone
            if (text.find(no) != std::string::npos) bad.push_back(name + no);
        }
    }
    EXPECT_THAT(bad, IsEmpty());
}

}  // namespace
}  // namespace himthough::web
