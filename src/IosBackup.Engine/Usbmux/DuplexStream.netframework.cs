using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Usbmux;

/// <content>
/// TLS on .NET Framework reads and writes through these. What <see cref="Stream"/> does in their place runs one
/// operation at a time, so that a read that waits for the peer would hold up every write.
/// </content>
internal abstract partial class DuplexStream
{
    public override IAsyncResult BeginRead(
        byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override int EndRead(IAsyncResult asyncResult) => ((Task<int>)asyncResult).GetAwaiter().GetResult();

    public override IAsyncResult BeginWrite(
        byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        Begin(WriteCountedAsync(buffer, offset, count), callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => ((Task<int>)asyncResult).GetAwaiter().GetResult();

    private async Task<int> WriteCountedAsync(byte[] buffer, int offset, int count)
    {
        await WriteAsync(buffer, offset, count, CancellationToken.None);
        return count;
    }

    private static Task<int> Begin(Task<int> operation, AsyncCallback? callback, object? state)
    {
        TaskCompletionSource<int> completion = new(state);
        operation.ContinueWith(
            finished =>
            {
                if (finished.IsFaulted)
                {
                    completion.SetException(finished.Exception!.InnerExceptions);
                }
                else
                {
                    completion.SetResult(finished.Result);
                }

                callback?.Invoke(completion.Task);
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        return completion.Task;
    }
}
