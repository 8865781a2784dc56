using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Usbmux;

/// <content>Streams of .NET Framework fill arrays.</content>
internal sealed partial class ReadAheadStream
{
    private async Task FillAsync(byte[] room, CancellationToken stop) =>
        Filled(await Inner.ReadAsync(room, 0, room.Length, stop));
}
