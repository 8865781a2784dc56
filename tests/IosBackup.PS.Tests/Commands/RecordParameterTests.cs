using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>How messages, contacts and calls are chosen.</summary>
public sealed class RecordParameterTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private readonly string _path;

    public RecordParameterTests() => _path = PhoneBackup.Write(_folder);

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void All_are_listed_oldest_first_or_newest_first()
    {
        IosMessage[] messages = Get<IosMessage>("Get-IosBackupMessage");
        Assert.Equal(PhoneBackup.Truth.Count(StarterKind.Message), messages.Length);
        DateTimeOffset[] dates = [.. messages.Select(static message => message.Date).OfType<DateTimeOffset>()];
        Assert.Equal(dates.Order(), dates);
        DateTimeOffset[] reversed =
        [
            .. Get<IosMessage>("Get-IosBackupMessage -NewestFirst")
                .Select(static message => message.Date).OfType<DateTimeOffset>(),
        ];
        Assert.Equal(dates.OrderDescending(), reversed);
        Assert.Equal(
            PhoneBackup.Truth.Count(StarterKind.Contact), Get<IosContact>("Get-IosBackupContact").Length);
        Assert.Equal(
            PhoneBackup.Truth.Count(StarterKind.WhatsAppMessage),
            Get<IosWhatsAppMessage>("Get-IosBackupWhatsAppMessage").Length);
        Assert.Equal(
            PhoneBackup.Truth.Count(StarterKind.Call) + PhoneBackup.Truth.Count(StarterKind.WhatsAppCall),
            Get<IosCall>("Get-IosBackupCall").Length);
    }

    [Theory]
    [InlineData("Get-IosBackupMessage")]
    [InlineData("Get-IosBackupWhatsAppMessage")]
    [InlineData("Get-IosBackupCall")]
    public void A_period_has_its_beginning_and_not_its_end(string command)
    {
        DateTimeOffset[] all = Dates(command);
        DateTimeOffset since = all[all.Length / 3];
        DateTimeOffset until = all[all.Length * 2 / 3];
        Assert.True(since < until);
        Assert.Equal(
            all.Where(date => date >= since && date < until),
            Dates($"{command} -Since '{since:o}' -Until '{until:o}'"));
    }

    [Theory]
    [InlineData("-Contact 'anna*'")]
    [InlineData("-Contact '07700 900101'")]
    [InlineData("-Contact +447700900101, nobody")]
    [InlineData("-Chat 'Anna Weiß'")]
    public void Conversations_are_chosen_by_name_or_number(string parameters)
    {
        IosMessage[] messages = Get<IosMessage>("Get-IosBackupMessage " + parameters);
        Assert.Contains(messages, static message => message.Text == "Your gran's lasagne!");
        Assert.All(messages, static message => Assert.True(
            message.Chat == "Anna Weiß" || message.Participants.Contains("+447700900101"),
            $"{message.Chat}: {string.Join(", ", message.Participants)}"));
    }

    [Theory]
    [InlineData("Get-IosBackupMessage", "RICOTTA", "Deal. I'll get the good ricotta")]
    [InlineData("Get-IosBackupContact", "walnuts", "Anna Weiß")]
    [InlineData("Get-IosBackupCall", "900101", "Anna Weiß")]
    public void A_text_is_found_in_whatever_case(string command, string text, string found)
    {
        IosRecord[] records = Get<IosRecord>($"{command} -Contains '{text}'");
        Assert.Contains(found, records.Select(static record => record.ToString()));
        Assert.True(records.Length < Get<IosRecord>(command).Length);
    }

    [Fact]
    public void Wildcards_in_a_text_mean_themselves() =>
        Assert.Empty(Get<IosMessage>("Get-IosBackupMessage -Contains 'r*cotta'"));

    [Fact]
    public void Contacts_are_chosen_by_name_and_group()
    {
        Assert.Equal(
            ["Anna Weiß", "Tom O'Neill"],
            Get<IosContact>("Get-IosBackupContact -Group Wales -Name anna*, tom*")
                .Select(static contact => contact.DisplayName).Order());
        Assert.Null(Get<IosContact>("Get-IosBackupContact -Name Anna*")[0].Image);
        Assert.NotEmpty(Get<IosContact>("Get-IosBackupContact -Name Anna* -IncludeImage")[0].Image!);
    }

    [Fact]
    public void Calls_are_those_of_the_phone_and_of_apps()
    {
        IosCall[] calls = Get<IosCall>("Get-IosBackupCall -Contact Anna*");
        Assert.NotEmpty(calls);
        Assert.All(calls, static call => Assert.True(
            call.Name == "Anna Weiß" || call.Participants.Contains("+447700900101"), call.ToString()));
    }

    [Fact]
    public void WhatsApp_chats_are_chosen_by_name()
    {
        string chat = Get<IosWhatsAppMessage>("Get-IosBackupWhatsAppMessage")
            .First(static message => message is { IsGroup: false, Chat: not null }).Chat!;
        string quoted = chat.Replace("'", "''", StringComparison.Ordinal);
        IosWhatsAppMessage[] chosen = Get<IosWhatsAppMessage>($"Get-IosBackupWhatsAppMessage -Chat '{quoted}'");
        Assert.NotEmpty(chosen);
        Assert.All(chosen, message => Assert.Equal(chat, message.Chat));
    }

    [Theory]
    [InlineData("Get-IosBackupMessage")]
    [InlineData("Get-IosBackupContact")]
    [InlineData("Get-IosBackupCall")]
    [InlineData("Get-IosBackupWhatsAppMessage")]
    public void Who_wants_a_few_gets_them_and_the_rest_is_not_read(string command)
    {
        ShellResult result = _shell.Run(
            $"{command} $args[0] -Password $args[1] -WarningVariable w -WarningAction SilentlyContinue "
            + "| Select-Object -First 2; $w.Count",
            _path,
            PhoneBackup.Secret());
        Assert.Empty(result.Errors);
        Assert.Equal(3, result.Output.Count);

        // What is missing is counted at the end, which is never reached.
        Assert.Equal(0, result.Output[2].BaseObject);
    }

    [Fact]
    public void Missing_attachments_are_a_warning_with_its_id() => Assert.Contains(
        Warnings(
            "$null = Get-IosBackupMessage $args[0] -Password $args[1] -WarningVariable w -WarningAction "
            + "SilentlyContinue; $w.Message",
            _path),
        static text => text.StartsWith("FilesMissing: ", StringComparison.Ordinal));

    [Theory]
    [InlineData("Get-IosBackupMessage", "StoreMissing")]
    [InlineData("Get-IosBackupContact", "StoreMissing")]
    [InlineData("Get-IosBackupWhatsAppMessage", "StoreMissing")]
    [InlineData("Get-IosBackupCall", "NotInUnencryptedBackups")]
    public void What_is_not_in_a_backup_is_a_warning_with_its_id(string command, string id)
    {
        string empty = MadeBackup.Write(
            _folder["empty"], null, files: ("HomeDomain", "a.txt", MadeBackup.Text("nothing else")));
        string warning = Assert.Single(Warnings(
            command + " $args[0] -WarningVariable w -WarningAction SilentlyContinue; $w.Message", empty));
        Assert.StartsWith(id + ": ", warning, StringComparison.Ordinal);
        Assert.EndsWith(empty, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-IosBackupMessage $args[0]", "BackupPasswordRequired,")]
    [InlineData("Get-IosBackupCall $args[0] -Password (ConvertTo-SecureString no -AsPlainText -Force)",
        "BackupPasswordIncorrect,")]
    [InlineData("Get-IosBackupMessage $args[0]/nowhere", "")]
    [InlineData("Get-IosBackupMessage $args[0] -Since nonsense", "CannotConvertArgumentNoMessage,")]
    [InlineData("Get-IosBackupMessage $args[0] -Contains ''", "ParameterArgumentValidationError,")]
    [InlineData("Get-IosBackupContact $args[0] -Name ''", "ParameterArgumentValidationError,")]
    public void What_cannot_be_is_an_error(string command, string id)
    {
        ShellResult result = _shell.Run(
            "try { " + command + " -ErrorAction Stop } catch { $_ }", _path);
        ErrorRecord error = Assert.Single(result.As<ErrorRecord>());
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.Exception.Message);
    }

    [Fact]
    public void One_backup_that_fails_leaves_the_others()
    {
        ShellResult result = _shell.Run(
            "'nowhere', $args[0] | Get-IosBackupContact -Name 'Anna Weiß' -Password $args[1]",
            _path,
            PhoneBackup.Secret());
        Assert.Single(result.Errors);
        Assert.Equal("Anna Weiß", Assert.Single(result.As<IosContact>()).DisplayName);
    }

    private DateTimeOffset[] Dates(string command) =>
    [
        .. Get<IosRecord>(command)
            .Select(static record => (record as IosChatMessage)?.Date ?? (record as IosCall)?.Date)
            .OfType<DateTimeOffset>(),
    ];

    private IEnumerable<string> Warnings(string script, string path) =>
        _shell.Run(script, path, PhoneBackup.Secret()).As<string>();

    private T[] Get<T>(string command)
    {
        ShellResult result = _shell.Run(
            command + " -Path $args[0] -Password $args[1] -WarningAction Ignore", _path, PhoneBackup.Secret());
        Assert.Empty(result.Errors);
        return [.. result.As<T>()];
    }
}
