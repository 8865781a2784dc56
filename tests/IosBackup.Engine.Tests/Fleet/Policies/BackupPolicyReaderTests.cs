using System;
using System.IO;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Policies;
using IosBackup.Engine.Usbmux;
using IosBackup.Engine.Verification;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Policies;

public sealed class BackupPolicyReaderTests
{
    private const string Udid = "00008130-001C2D3E4F50001C";

    private static readonly string s_folder = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "policies"));
    private static readonly string s_file = Path.Combine(s_folder, "policy.json");

    [Fact]
    public void All_keys_are_read()
    {
        BackupPolicy policy = Parse(
            """
            {
              "version": 1, "repository": "backups", "devices": ["00008130-001C2D3E4F50001C", "Mara*"],
              "connectionType": "network", "waitMinutes": 30, "throttleLimit": 8, "requireEncryption": true,
              "include": ["messages", "Photos"], "exclude": ["Videos"], "verify": "full",
              "copyTo": ["../copies", "/mnt/disk"],
              "keep": { "last": 1, "daily": 7, "weekly": 4, "monthly": 12, "yearly": 3 }, "reports": "reports"
            }
            """);

        Assert.Equal(Path.Combine(s_folder, "backups"), policy.Repository);
        Assert.Equal([Udid], policy.ExpectedDevices);
        Assert.Equal(["Mara*"], policy.DevicePatterns);
        Assert.Equal(
            (DeviceConnectionType.Network, TimeSpan.FromMinutes(30), 8, true, VerificationLevel.Full, true),
            (policy.ConnectionType!.Value, policy.Wait, policy.ThrottleLimit, policy.RequireEncryption,
                policy.Verify!.Value, policy.IsPartial));
        Assert.Equal([DataType.Messages, DataType.Photos], policy.Include);
        Assert.Equal([DataType.Videos], policy.Exclude);
        Assert.Equal(
            [Path.GetFullPath(Path.Combine(s_folder, "..", "copies")), Path.GetFullPath("/mnt/disk")], policy.CopyTo);
        Assert.Equal(
            (1, 7, 4, 12, 3),
            (policy.Keep!.Last, policy.Keep.Daily, policy.Keep.Weekly, policy.Keep.Monthly, policy.Keep.Yearly));
        Assert.Equal(Path.Combine(s_folder, "reports"), policy.Reports);
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        BackupPolicy policy = Parse("{ \"version\": 1 }");

        Assert.Equal(new BackupPolicy(), policy with { CopyTo = [], Include = [], Exclude = [] });
        Assert.Equal(VerificationLevel.Quick, policy.Verify);
        Assert.Null(Parse("{ \"version\": 1, \"verify\": \"none\" }").Verify);
    }

    [Theory]
    [InlineData("{ \"version\": 1,\n \"repo\": \"x\" }", 2, "repo", "no such key")]
    [InlineData("{ \"version\": 1,\n\"keep\": {\n \"hourly\": 1 } }", 3, "keep.hourly", "no such key")]
    [InlineData("{ \"version\": 1,\n\n \"password\": \"x\" }", 3, "password", "-Password")]
    [InlineData("{ \"version\": 1, \"keep\": { \"Passphrase\": 1 } }", 1, "keep.Passphrase", "-Password")]
    [InlineData("{ \"version\": 1,\n \"reports\": \"a\",\n \"reports\": \"b\" }", 3, "reports", "twice")]
    [InlineData("{ }", 1, "version", "number 1")]
    [InlineData("{ \"version\": 2 }", 1, "version", "from 1 to 1")]
    [InlineData("{ \"version\": \"1\" }", 1, "version", "whole number")]
    [InlineData("{ \"version\": 1,\n \"throttleLimit\":\n 65 }", 3, "throttleLimit", "from 1 to 64")]
    [InlineData("{ \"version\": 1, \"throttleLimit\": 1.5 }", 1, "throttleLimit", "whole number")]
    [InlineData("{ \"version\": 1, \"waitMinutes\": -1 }", 1, "waitMinutes", "from 0 to 1440")]
    [InlineData("{ \"version\": 1, \"waitMinutes\": 1e99 }", 1, "waitMinutes", "whole number")]
    [InlineData("{ \"version\": 1, \"requireEncryption\": \"yes\" }", 1, "requireEncryption", "true or false")]
    [InlineData("{ \"version\": 1, \"devices\": \"Mara\" }", 1, "devices", "list")]
    [InlineData("{ \"version\": 1, \"devices\": [] }", 1, "devices", "device is wanted")]
    [InlineData("{ \"version\": 1, \"devices\": [\n \"Mara\",\n null ] }", 3, "devices", "text")]
    [InlineData("{ \"version\": 1, \"include\": [\"5\"] }", 1, "include", "Messages")]
    [InlineData("{ \"version\": 1, \"include\": [\"Notes\"], \"exclude\": [\"Notes\"] }", 1, "exclude", "excluded")]
    [InlineData("{ \"version\": 1, \"verify\": \"drill\" }", 1, "verify", "None, Quick, Hash, Full")]
    [InlineData("{ \"version\": 1, \"connectionType\": 1 }", 1, "connectionType", "Any, Usb, Network")]
    [InlineData("{ \"version\": 1, \"copyTo\": [\"offsite:phones\"] }", 1, "copyTo", "Mount it")]
    [InlineData("{ \"version\": 1, \"copyTo\": [\"a\", \"./a/\"] }", 1, "copyTo", "twice")]
    [InlineData("{ \"version\": 1, \"repository\": \"a\", \"copyTo\": [\"a\"] }", 1, "copyTo", "repository itself")]
    [InlineData("{ \"version\": 1, \"repository\": \"a\\u0000b\" }", 1, "repository", "no path")]
    [InlineData("{ \"version\": 1, \"repository\": \"\" }", 1, "repository", "not empty")]
    [InlineData("{ \"version\": 1, \"keep\": {} }", 1, "keep", "above 0")]
    [InlineData("{ \"version\": 1, \"keep\": 7 }", 1, "keep", "object")]
    public void What_is_wrong_is_named_with_its_line_and_what_is_wanted(
        string json, int line, string key, string expected)
    {
        EngineException error = Refused(json);

        Assert.Equal($"{s_file}, line {line}, {key}", error.Target);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{ \"version\": 1 ", 1)]
    [InlineData("{ \"version\": 1 }\n x", 2)]
    [InlineData("{ \"version\": 1,\n // a comment\n }", 2)]
    [InlineData("[[[[[[[[[1]]]]]]]]]", 1)]
    [InlineData("[]", 1)]
    public void What_is_no_object_of_JSON_is_refused_with_its_line(string json, int line) =>
        Assert.Equal($"{s_file}, line {line}", Refused(json).Target);

    [Fact]
    public void No_value_is_repeated_in_an_error()
    {
        EngineException error = Refused("{ \"version\": 1, \"password\": \"hunter2\" }");

        Assert.DoesNotContain("hunter2", error.Message + error.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_of_UTF_8_is_taken_and_UTF_16_is_named()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{ \"version\": 1 }")];
        byte[] wide = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{ \"version\": 1 }")];

        Assert.NotNull(BackupPolicyReader.Parse(s_file, marked));
        Assert.Contains("UTF-16", Refused(wide).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_long_or_not_there_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "long.json");
        File.WriteAllText(path, "{ \"version\": 1 }" + new string(' ', BackupPolicyReader.LongestFile));

        EngineException tooLong = Assert.Throws<EngineException>(() => BackupPolicyReader.Read(path));
        EngineException missing = Assert.Throws<EngineException>(() => BackupPolicyReader.Read(path + "x"));

        Assert.Equal((ErrorKind.PolicyInvalid, path), (tooLong.Kind, tooLong.Target));
        Assert.Equal((ErrorKind.PolicyInvalid, path + "x"), (missing.Kind, missing.Target));
    }

    [Fact]
    public void The_example_is_a_policy_and_has_nearly_every_key()
    {
        BackupPolicy policy = BackupPolicyReader.Read(
            Path.Combine(ConformanceData.Root, "docs", "examples", "policy.json"));

        Assert.Equal(Path.Combine(ConformanceData.Root, "docs", "examples", "backups"), policy.Repository);
        Assert.Equal([Udid], policy.ExpectedDevices);
        Assert.Equal(["Lab *"], policy.DevicePatterns);
        Assert.Equal((3, 7, 4, 12), (policy.Keep!.Last, policy.Keep.Daily, policy.Keep.Weekly, policy.Keep.Monthly));
        Assert.False(policy.IsPartial);
    }

    [Fact]
    public void A_tilde_is_the_home_folder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(
            Path.Combine(home, "backups"),
            Parse("{ \"version\": 1, \"repository\": \"~/backups\" }").Repository);
    }

    [Theory]
    [InlineData(Udid, true)]
    [InlineData("00008130001c2d3e4f50001c", true)]
    [InlineData("00112233445566778899aabbccddeeff00112233", true)]
    [InlineData("00008130-*", false)]
    [InlineData("Mara", false)]
    [InlineData("00008130-001C2D3E4F50001", false)]
    public void A_whole_UDID_is_told_from_a_name(string text, bool isUdid) =>
        Assert.Equal(isUdid, BackupPolicy.IsUdid(text));

    private static BackupPolicy Parse(string json) => BackupPolicyReader.Parse(s_file, Encoding.UTF8.GetBytes(json));

    private static EngineException Refused(string json) => Refused(Encoding.UTF8.GetBytes(json));

    private static EngineException Refused(byte[] json)
    {
        EngineException error = Assert.Throws<EngineException>(() => BackupPolicyReader.Parse(s_file, json));
        Assert.Equal(ErrorKind.PolicyInvalid, error.Kind);
        return error;
    }
}
