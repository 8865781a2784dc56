using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.DeviceLink;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Restore;
using IosBackup.VirtualDevice.Services;
using IosBackup.VirtualDevice.Services.Afc;

namespace IosBackup.VirtualDevice.Backup;

/// <summary><c>com.apple.mobilebackup2</c>: agrees on versions, then serves one request after the other.</summary>
internal sealed class BackupAgent
{
    private const int VersionBeforeIos26 = 300;
    private const int VersionSinceIos26 = 400;

    private static readonly double[] s_protocolVersions = [2.1, 2.0];

    private readonly ServiceContext _context;
    private readonly VirtualPhone _phone;
    private readonly DeviceLinkPeer _peer;
    private bool _reboots;

    public BackupAgent(ServiceContext context)
    {
        _context = context;
        _phone = context.Phone;
        _peer = new DeviceLinkPeer(
            new DeviceLinkChannel(context.Stream, _phone.Options.UploadBlockSize), _phone.Observations);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using IDisposable session = _phone.Backups.BeginSession(_context.Stream);
        if (!_context.EscrowBagSent)
        {
            _phone.Observations.Violate(ClientRule.EscrowBagSent, "The backup service was started without it.");
        }

        int version = _phone.Options.DeviceLinkVersion
            ?? (_phone.MajorVersion >= 26 ? VersionSinceIos26 : VersionBeforeIos26);
        if (!await _peer.ExchangeVersionsAsync(version, cancellationToken) || !await GreetAsync(cancellationToken))
        {
            return;
        }

        while (await _peer.ReceiveRequestAsync(cancellationToken) is PlistDictionary request)
        {
            if (await ServeAsync(request, cancellationToken) is not PlistDictionary response)
            {
                return;
            }

            response["MessageName"] = "Response";
            _phone.Observations.Note(
                ObservationKind.Response,
                $"{response.GetInteger("ErrorCode")} {response.GetString("ErrorDescription")}".TrimEnd());
            await _peer.RespondAsync(response, cancellationToken);
            if (_reboots)
            {
                await RebootAsync(cancellationToken);
                return;
            }
        }
    }

    /// <summary>Restarts the phone, which leaves the host a moment to say good-bye.</summary>
    private async Task RebootAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_phone.Faults.RebootDelay);
        try
        {
            await _peer.ReceiveRequestAsync(patience.Token);
        }
        catch (Exception e) when (ConnectionErrors.IsExpected(e))
        {
            // The phone goes whether the host has left or not.
        }

        _phone.Reboot();
    }

    /// <summary>Agrees on a version of the backup protocol; false when there is none in common.</summary>
    private async Task<bool> GreetAsync(CancellationToken cancellationToken)
    {
        PlistDictionary? hello = await _peer.ReceiveRequestAsync(cancellationToken);
        if (hello?.GetString("MessageName") != "Hello")
        {
            return false;
        }

        PlistArray offered = hello.GetArray("SupportedProtocolVersions") ?? new PlistArray();
        double common = s_protocolVersions.FirstOrDefault(version =>
            Enumerable.Range(0, offered.Count).Any(index => offered.GetReal(index) == version));
        PlistDictionary response = common > 0
            ? new PlistDictionary
            {
                ["MessageName"] = "Response",
                ["ErrorCode"] = BackupErrorCode.Success,
                ["ProtocolVersion"] = common,
            }
            : Refuse(BackupErrorCode.Generic, "No common supported protocol version");
        response["MessageName"] = "Response";
        await _peer.RespondAsync(response, cancellationToken);
        return common > 0;
    }

    /// <summary>Carries out a request; null when the phone breaks off.</summary>
    private async Task<PlistDictionary?> ServeAsync(PlistDictionary request, CancellationToken cancellationToken)
    {
        string name = request.GetString("MessageName") ?? "";
        _phone.Observations.Note(ObservationKind.Request, name);
        if (request.GetString("TargetIdentifier") is string target && target != _phone.Udid)
        {
            _phone.Observations.Violate(ClientRule.TargetIdentifier, $"{name} is for {target}.");
            return null;
        }

        RunContext context = new(_phone, _peer, cancellationToken);
        _peer.RequestsLeft = _phone.Faults.DisconnectBeforeRequest;
        try
        {
            return await ServeAsync(name, request, context);
        }
        catch (BackupException e)
        {
            return Refuse(e.Code, e.Describe());
        }
    }

    private async Task<PlistDictionary?> ServeAsync(string name, PlistDictionary request, RunContext context)
    {
        switch (name)
        {
            case "Backup":
                CheckBeforeBackup(context);
                await new BackupRun(context).RunAsync();
                return Succeed();
            case "Restore":
                CheckLock("restore");
                RestoreOptions options = RestoreOptions.Parse(request.GetDictionary("Options"));
                await new RestoreRun(context, options, request.GetString("SourceIdentifier") ?? _phone.Udid).RunAsync();
                _reboots = options.ShouldReboot;
                return Succeed();
            case "ChangePassword":
                await new PasswordChange(context).RunAsync(request);
                return Succeed();
            case "EnableCloudBackup":
                _phone.CloudBackupEnabled = request.GetBoolean("CloudBackupState") == true;
                return Succeed();
            case "Info" or "List" or "Unback" or "Extract":
                throw new BackupException(BackupErrorCode.Generic, $"{name} is not possible with this backup");
            case "Remove":
                throw new BackupException(BackupErrorCode.Generic, "Remove is no longer supported");
            default:
                // Phones know no other message: their backup program stops and closes the connection.
                return null;
        }
    }

    private void CheckBeforeBackup(RunContext context)
    {
        CheckLock("backup");
        HostInspection.CheckInfo(_phone.Observations, context.Layout.Info);
    }

    private void CheckLock(string what)
    {
        if (!_phone.Media.IsLocked(AfcTree.SyncLockPath))
        {
            _phone.Observations.Violate(ClientRule.LockTaken, $"A {what} was requested without the sync lock.");
        }
    }

    private static PlistDictionary Succeed() => new() { ["ErrorCode"] = BackupErrorCode.Success };

    private static PlistDictionary Refuse(int code, string description) => new()
    {
        ["ErrorCode"] = code,
        ["ErrorDescription"] = description,
    };
}
