using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class VirtualDeviceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Run("Stop-IosVirtualDevice *");
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_is_found_like_any_device_until_it_is_stopped()
    {
        IosVirtualDevice phone = Start("Start-IosVirtualDevice 'Mara' -FileCount 3 -ProductVersion 18.5").Single();
        UsbmuxEndpoint[] endpoints = [UsbmuxEndpoint.Parse(phone.Endpoint)];

        IReadOnlyList<DiscoveredDevice> found =
            await DeviceDirectory.ListAsync(endpoints, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(phone.Udid, Assert.Single(found).Udid);
        Assert.Empty(_shell.Run("Stop-IosVirtualDevice $args[0]", phone.Udid).Errors);

        EngineException gone = await Assert.ThrowsAsync<EngineException>(
            () => DeviceDirectory.ListAsync(endpoints, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(ErrorKind.NoMuxService, gone.Kind);
    }

    [Fact]
    public void It_is_what_was_asked_for()
    {
        IosVirtualDevice phone = Start(
            "Start-IosVirtualDevice 'Mara' -ProductType iPad14,3 -ProductVersion 17.6 -FileCount 2 -Passcode 1234 "
            + "-BackupPassword (ConvertTo-SecureString x -AsPlainText -Force) -Fault Busy, FindMy").Single();

        Assert.Equal(("Mara", "iPad14,3", "17.6"), (phone.Name, phone.ProductType, phone.ProductVersion));
        Assert.True(phone.IsEncrypted);
        Assert.Equal([IosVirtualDeviceFault.Busy, IosVirtualDeviceFault.FindMy], phone.Fault);
        Assert.Equal(TimeSpan.Zero, phone.Started.Offset);
    }

    [Fact]
    public void Several_share_an_endpoint_and_are_numbered()
    {
        IosVirtualDevice[] phones = [.. Start("Start-IosVirtualDevice Fleet -Count 3 -FileCount 1")];

        Assert.Equal(["Fleet 1", "Fleet 2", "Fleet 3"], phones.Select(phone => phone.Name));
        Assert.Equal(3, phones.Select(phone => phone.Udid).Distinct().Count());
        Assert.Single(phones.Select(phone => phone.Endpoint).Distinct());
    }

    [Fact]
    public void Without_anything_else_it_holds_somebodys_life() =>
        Assert.InRange(Start("Start-IosVirtualDevice").Single().FileCount, 100, long.MaxValue);

    [Fact]
    public void A_folder_of_domains_becomes_its_content()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "HomeDomain", "Library"));
        File.WriteAllText(Path.Combine(_folder, "HomeDomain", "Library", "a.txt"), "a");

        IosVirtualDevice phone = Start("Start-IosVirtualDevice -ContentPath $args[0]", _folder).Single();

        Assert.Equal(3, phone.FileCount);
    }

    [Theory]
    [InlineData("outside.txt")]
    [InlineData(null)]
    public void A_folder_without_domains_is_refused(string? file)
    {
        string folder = file is null ? Path.Combine(_folder, "none") : _folder;
        if (file is not null)
        {
            File.WriteAllText(Path.Combine(_folder, file), "");
        }

        ShellResult result = _shell.Run(
            "try { Start-IosVirtualDevice -ContentPath $args[0] } catch { $_.FullyQualifiedErrorId }; "
            + "Get-IosVirtualDevice",
            folder);

        Assert.StartsWith("InvalidArgument,", Assert.Single(result.As<string>()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_can_be_switched_on_and_is_explained()
    {
        string help = File.ReadAllText(
            Path.Combine(ConformanceData.Root, "docs", "en-US", "about_IosBackup_VirtualDevice.md"));
        foreach (IosVirtualDeviceFault fault in Enum.GetValues<IosVirtualDeviceFault>())
        {
            Assert.Equal([fault], Start("Start-IosVirtualDevice -FileCount 1 -Fault $args[0]", fault).Single().Fault);
            Assert.Contains($"\n- {fault}: ", help);
        }
    }

    [Fact]
    public void Stopping_takes_wildcards_and_objects_from_jobs_and_honours_WhatIf()
    {
        Start("Start-IosVirtualDevice -Count 3 -FileCount 1");

        ShellResult result = _shell.Run(
            "Stop-IosVirtualDevice * -WhatIf; (Get-IosVirtualDevice).Count; "
            + "$phone = Get-IosVirtualDevice | Select-Object -First 1; "
            + "$copy = [Management.Automation.PSSerializer]::Deserialize("
            + "[Management.Automation.PSSerializer]::Serialize($phone)); "
            + "$copy | Stop-IosVirtualDevice; (Get-IosVirtualDevice).Count; "
            + "Stop-IosVirtualDevice *; (Get-IosVirtualDevice | Measure-Object).Count");

        Assert.Empty(result.Errors);
        Assert.Equal([3, 2, 0], result.As<int>());
    }

    [Fact]
    public void Stopping_what_does_not_run_is_an_error_that_names_it()
    {
        ErrorRecord error = Assert.Single(_shell.Run("Stop-IosVirtualDevice nothing").Errors);

        Assert.StartsWith("DeviceNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("nothing", error.TargetObject);
    }

    [Fact]
    public void Udids_are_completed()
    {
        IosVirtualDevice phone = Start("Start-IosVirtualDevice Mara -FileCount 1").Single();
        string line = "Stop-IosVirtualDevice " + phone.Udid[..6];

        CommandCompletion completion = _shell.Complete(line);

        Assert.Equal(phone.Udid, Assert.Single(completion.CompletionMatches).CompletionText);
        Assert.Contains("Mara", completion.CompletionMatches[0].ToolTip);
    }

    [Fact]
    public void The_view_fits_80_columns()
    {
        IosVirtualDevice phone = Start("Start-IosVirtualDevice 'A phone with a long name' -FileCount 1500").Single();

        string[] lines = [.. _shell
            .Run("Get-IosVirtualDevice | Out-String -Width 80 | ForEach-Object { $_ -split '\\r?\\n' }")
            .As<string>()
            .Where(line => line.Length > 0)];

        Assert.Contains(phone.Udid, lines[^1]);
        Assert.Contains("1,500", lines[^1]);
        Assert.EndsWith(phone.Endpoint, lines[^1], StringComparison.Ordinal);
    }

    private IEnumerable<IosVirtualDevice> Start(string script, params object[] arguments)
    {
        ShellResult result = _shell.Run(script, arguments);
        Assert.Empty(result.Errors);
        return result.As<IosVirtualDevice>();
    }
}
