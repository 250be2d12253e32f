#include "app/settings.h"

#include <fstream>
#include <random>
#include <set>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/secret.h"

namespace himthough::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

/// A folder of its own that goes with the test.
class SettingsTest : public testing::Test {
protected:
    SettingsTest() { fs::create_directories(folder_); }
    ~SettingsTest() override { fs::remove_all(folder_); }

    ReadSettings read(std::string_view file, std::map<std::string, std::string> environment = {}, std::map<std::string, std::string> flags = {}) {
        std::ofstream(folder_ / "himthough.toml") << file;
        flags.emplace("data", folder_.string());
        return read_settings({.file = {}, .environment = std::move(environment), .flags = std::move(flags)});
    }

    const fs::path folder_ = fs::temp_directory_path() / ("himthough-settings-" + to_hex(bytes_of(random_key())));
};

TEST_F(SettingsTest, WhatIsNotSaidIsAtItsFallback) {
    const auto read = read_settings({});
    EXPECT_THAT(read.faults, IsEmpty());
    EXPECT_EQ(read.settings.address, "127.0.0.1");
    EXPECT_EQ(read.settings.port, 8080);
    EXPECT_EQ(read.settings.workers, 64u);
    EXPECT_EQ(read.settings.page_memory, 64u << 20);
    EXPECT_EQ(read.settings.data, fs::current_path() / "data");
    EXPECT_EQ(read.settings.edition_every, std::nullopt);
    EXPECT_FALSE(read.settings.demo);
}

TEST_F(SettingsTest, AFlagWinsOverTheEnvironmentAndThatOverTheFile) {
    const auto three = read("port = 1\nworkers = 2\nthreads = 3\n", {{"HIMTHOUGH_PORT", "11"}, {"HIMTHOUGH_WORKERS", "12"}}, {{"port", "21"}});
    EXPECT_THAT(three.faults, IsEmpty());
    EXPECT_EQ(three.settings.port, 21);
    EXPECT_EQ(three.settings.workers, 12u);
    EXPECT_EQ(three.settings.threads, 3u);
    EXPECT_EQ(three.file, folder_ / "himthough.toml");
}

TEST_F(SettingsTest, ReadsEveryShapeOfValue) {
    const auto read_all = read("edition_every = \"1 s\"\npage_memory = \"2 GB\"\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\ndemo = true\n"
                               "public_address = \"https://example.org/\"\n");
    EXPECT_THAT(read_all.faults, IsEmpty());
    EXPECT_EQ(read_all.settings.edition_every, std::chrono::seconds(1));
    EXPECT_EQ(read_all.settings.page_memory, std::size_t{2} << 30);
    EXPECT_THAT(read_all.settings.trusted_proxies, ElementsAre("10.0.0.0/8", "::1"));
    EXPECT_TRUE(read_all.settings.demo);
    EXPECT_EQ(read_all.settings.public_address, "https://example.org");
}

TEST_F(SettingsTest, PathsInTheFileAreMeantFromItsFolder) {
    const auto said = read("movements = \"ours\"\n");
    EXPECT_EQ(said.settings.movements, folder_ / "ours");
    EXPECT_EQ(said.settings.help_lines, said.settings.share / "help");
    EXPECT_EQ(said.settings.guides, said.settings.share / "guides");
}

TEST_F(SettingsTest, SaysEveryFaultWithItsPlaceAndWhatToDo) {
    const auto wrong = read("prt = 80\nport = 70000\ndemo = \"perhaps\"\ndata = \"elsewhere\"\n", {{"HIMTHOUGH_WORKERS", "many"}, {"HIMTHOUGH_WORKRES", "1"}},
                            {{"edition_every", "soon"}});
    EXPECT_THAT(wrong.faults,
                ElementsAre(HasSubstr("himthough.toml:1:1: there is no setting \"prt\"; did you mean port?"), HasSubstr("himthough.toml:2:8: \"port\""),
                            HasSubstr("himthough.toml:3:8: \"demo\""), HasSubstr("himthough.toml:4:1: \"data\""),
                            HasSubstr("HIMTHOUGH_WORKERS: must be a whole number"), HasSubstr("HIMTHOUGH_WORKRES: there is no such setting"),
                            HasSubstr("--edition-every: must be a time")));
}

TEST_F(SettingsTest, WhoeverListensToOthersMustSayWhereTheyReachIt) {
    EXPECT_THAT(read("address = \"0.0.0.0\"\n").faults, ElementsAre(HasSubstr("public_address: must be said")));
    EXPECT_THAT(read("address = \"0.0.0.0\"\npublic_address = \"https://example.org\"\n").faults, IsEmpty());
    EXPECT_THAT(read("address = \"somewhere\"\n").faults, ElementsAre(HasSubstr("address: must be an IP address")));
    EXPECT_THAT(read("trusted_proxies = [\"10.0.0.0/99\"]\n").faults, ElementsAre(HasSubstr("trusted_proxies: ")));
    EXPECT_THAT(read("public_address = \"https://example.org/path\"\n").faults, ElementsAre(HasSubstr("himthough.toml:1:18: \"public_address\"")));
}

TEST_F(SettingsTest, NoBackupIsKeptForMoreThanThirtyDays) {
    EXPECT_THAT(read("backup_keep_days = 31\n").faults, ElementsAre(HasSubstr("a whole number from 1 to 30")));
}

TEST_F(SettingsTest, WhatIsReadBeforeARestCanBeLoweredAndHardlyRaised) {
    const auto usual = read("").settings;
    EXPECT_TRUE(usual.two_on_hard);
    EXPECT_EQ(std::tuple(usual.reading_items, usual.reading_time.count(), usual.reading_rest.count()), std::tuple(40, 45, 15));
    const auto lowered = read("two_on_hard = false\nreading_items = 10\nreading_time = \"20 min\"\nreading_rest = \"1 h\"\n");
    EXPECT_THAT(lowered.faults, IsEmpty());
    EXPECT_FALSE(lowered.settings.two_on_hard);
    EXPECT_EQ(std::tuple(lowered.settings.reading_items, lowered.settings.reading_time.count(), lowered.settings.reading_rest.count()), std::tuple(10, 20, 60));
    for (const auto* wrong : {"reading_items = 4\n", "reading_items = 61\n", "reading_time = \"91 min\"\n", "reading_time = \"4 min\"\n", "reading_time = \"90 s\"\n",
                              "reading_rest = \"121 min\"\n", "reading_rest = \"4 min\"\n"})
        EXPECT_EQ(read(wrong).faults.size(), 1U) << wrong;
}

TEST_F(SettingsTest, TheFileThatInitWritesHoldsEverySettingAndChangesNothing) {
    const std::string file = settings_file();
    std::set<std::string> keys{"--help", "--config"};
    for (const Setting& setting : settings_table()) {
        EXPECT_EQ(file.find("\n# " + std::string(setting.key) + " = ") != std::string::npos, setting.key != "data") << setting.key;
        EXPECT_TRUE(keys.insert(setting.flag()).second) << "twice: " << setting.key;
    }
    EXPECT_THAT(read(file).faults, IsEmpty());
    std::string all_said;   // with the comment signs away, it still says only fallbacks
    for (std::size_t at = 0; (at = file.find("\n# ", at)) != std::string::npos; at += 3) {
        const auto line = file.substr(at + 3, file.find('\n', at + 1) - at - 3);
        if (line.find(" = ") != std::string::npos && line.find("\"\"") == std::string::npos) all_said += line + "\n";
    }
    const auto said = read(all_said);
    EXPECT_THAT(said.faults, IsEmpty());
    EXPECT_EQ(said.settings.page_memory, 64u << 20);
}

}  // namespace
}  // namespace himthough::app
