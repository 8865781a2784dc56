using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.DeviceLink;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Backup;

/// <summary><c>com.apple.mobilebackup2</c>: agrees on versions, then serves one request after the other.</summary>
internal sealed class BackupAgent
{
    private static readonly double[] s_protocolVersions = [2.1, 2.0];

    private readonly ServiceContext _context;
    private readonly VirtualPhone _phone;
    private readonly DeviceLinkPeer _peer;

    public BackupAgent(ServiceContext context)
    {
        _context = context;
        _phone = context.Phone;
        _peer = new DeviceLinkPeer(
            new DeviceLinkChannel(context.Stream, _phone.Options.UploadBlockSize), _phone.Observations);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using System.IDisposable session = _phone.Backups.BeginSession();
        if (!_context.EscrowBagSent)
        {
            _phone.Observations.Violate(ClientRule.EscrowBagSent, "The backup service was started without it.");
        }

        int version = _phone.Options.DeviceLinkVersion ?? (_phone.MajorVersion >= 26 ? 400 : 300);
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
        }
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
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    private static PlistDictionary Refuse(int code, string description) => new()
    {
        ["ErrorCode"] = code,
        ["ErrorDescription"] = description,
    };
}
