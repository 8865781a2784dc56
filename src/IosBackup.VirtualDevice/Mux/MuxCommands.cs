using System.Linq;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>The commands of usbmux that are one question and one answer.</summary>
internal sealed class MuxCommands(VirtualMux mux)
{
    private const int LibraryVersion = 3;

    /// <summary>The answer that is nothing but a number.</summary>
    public static PlistDictionary MakeResult(int number) => new()
    {
        ["MessageType"] = "Result",
        ["Number"] = number,
    };

    public PlistDictionary Answer(PlistDictionary request) => request.GetString("MessageType") switch
    {
        "ListDevices" => new PlistDictionary
        {
            ["DeviceList"] = new PlistArray(mux.Attachments.Select(static entry => entry.DescribeArrival())),
        },
        "ListListeners" => new PlistDictionary
        {
            ["ListenerList"] = new PlistArray(mux.Listeners().Select(DescribeListener)),
        },
        "ReadBUID" => new PlistDictionary { ["BUID"] = mux.SystemBuid },
        "ReadPairRecord" => ReadPairRecord(request),
        "SavePairRecord" => MakeResult(SavePairRecord(request)),
        "DeletePairRecord" => MakeResult(DeletePairRecord(request)),
        _ => MakeResult(MuxResult.BadCommand),
    };

    private static PlistDictionary DescribeListener(MuxConversation listener, int index) => new()
    {
        ["Blacklisted"] = false,
        ["BundleID"] = listener.BundleId,
        ["ConnType"] = 0,
        ["ID String"] = $"{index + 1}-{listener.ProgramName}",
        ["ProgName"] = listener.ProgramName,
        ["kLibUSBMuxVersion"] = LibraryVersion,
    };

    private PlistDictionary ReadPairRecord(PlistDictionary request)
    {
        if (request.GetString("PairRecordID") is not string identifier)
        {
            return MakeResult(MuxResult.InvalidArgument);
        }

        return mux.PairRecords.Find(identifier) is byte[] record
            ? new PlistDictionary { ["PairRecordData"] = record }
            : MakeResult(MuxResult.NoEntry);
    }

    private int SavePairRecord(PlistDictionary request)
    {
        if (request.GetString("PairRecordID") is not string identifier
            || request["PairRecordData"] is not PlistData record)
        {
            return MuxResult.InvalidArgument;
        }

        mux.PairRecords.Save(identifier, record.Value.ToArray());
        if (request.GetInteger("DeviceID") is long deviceId)
        {
            mux.AnnouncePairing(deviceId);
        }

        return MuxResult.Ok;
    }

    private int DeletePairRecord(PlistDictionary request) => request.GetString("PairRecordID") is not string identifier
        ? MuxResult.InvalidArgument
        : mux.PairRecords.Delete(identifier) ? MuxResult.Ok : MuxResult.NoEntry;
}
