using System;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Which device Restore-IosBackup -Device replaces the data of, and with what.</summary>
[Collection(ProcessState.Name)]
public sealed class RestoreTargetTests
{
    private const string BackUp = "New-IosBackup -Endpoint $endpoint -Path $repository -Udid $rest";
    private const string Newest = "Get-IosBackup $repository -Latest";
    private const string Items = $"{Newest} | Get-IosBackupItem -Name notes.txt";
    private const string ToDevice = "Restore-IosBackup -Endpoint $endpoint -Device ";

    [Theory]
    [InlineData($"{Newest} | {ToDevice} '*' -Force")]
    [InlineData($"{Newest} | {ToDevice} '0*' -WhatIf")]
    [InlineData($"{Newest} | {ToDevice} ([pscustomobject]@{{ Udid = '[0-9a-f]*' }}) -Force")]
    [InlineData($"{ToDevice} '?*' -Path ({Newest}).Path -Force")]
    [InlineData($"{Items} | {ToDevice} '*' -Repository \"$repository/before\" -Force")]
    public async Task Wildcards_are_refused_and_no_phone_is_picked(string script)
    {
        await using PhoneDesk desk = new();
        VirtualPhone[] phones = [await desk.AddAsync("Mara"), await desk.AddAsync("Nils")];
        Assert.Empty(desk.Run(BackUp, phones[0].Udid).Errors);

        ShellResult result = desk.Run(script);

        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("without wildcards", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.All(phones, static phone => Assert.Null(phone.LastRestore));
    }

    [Theory]
    [InlineData($"{Newest} | {ToDevice} $rest")]
    [InlineData($"{Newest} | {ToDevice} $rest.ToUpperInvariant()")]
    [InlineData($"{Items} | {ToDevice} $rest -Repository \"$repository/before\"")]
    [InlineData($"{Newest} | {ToDevice} ([pscustomobject]@{{ Udid = $rest; Name = 'an old name' }})")]
    public async Task The_question_names_the_phone_that_was_found(string script)
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        await desk.AddAsync("Nils");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);

        // Nobody can be asked here; the error repeats the question.
        ShellResult result = desk.Run($"try {{ {script} }} catch {{ $_.Exception.Message }}", phone.Udid);

        Assert.Contains($"Mara ({phone.Udid})", Assert.Single(result.As<string>()), StringComparison.Ordinal);
        Assert.Null(phone.LastRestore);
    }

    [Theory]
    [InlineData($"Get-IosBackup $repository | {ToDevice} $rest -Force")]
    [InlineData($"Get-IosBackup $repository | {ToDevice} $rest -WhatIf")]
    [InlineData($"{ToDevice} $rest -Backup (Get-IosBackup $repository) -Force")]
    [InlineData($"{ToDevice} $rest -Path (Get-IosBackup $repository).Path -Force")]
    public async Task Several_backups_are_refused_before_one_is_restored(string script)
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        phone.Content.Put("HomeDomain", "Library/notes.txt", "changed since");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        Assert.Equal(2, desk.Run("Get-IosBackup $repository").Output.Count);

        ShellResult result = desk.Run(script, phone.Udid);

        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("A device takes one whole backup", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(phone.Udid, error.TargetObject);
        Assert.Null(phone.LastRestore);
    }

    [Fact]
    public async Task Several_phones_are_an_error_that_says_so()
    {
        await using PhoneDesk desk = new();
        VirtualPhone[] phones = [await desk.AddAsync("Mara"), await desk.AddAsync("Nils")];
        Assert.Empty(desk.Run(BackUp, phones[0].Udid).Errors);

        ShellResult result = desk.Run(
            $"$all = Get-IosDevice -Endpoint $endpoint; ({Newest}) | {ToDevice} $all -Force");

        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains(
            "Exactly one device is wanted, and 2 were given.", error.Exception.Message, StringComparison.Ordinal);
        Assert.All(phones, static phone => Assert.Null(phone.LastRestore));
    }
}
