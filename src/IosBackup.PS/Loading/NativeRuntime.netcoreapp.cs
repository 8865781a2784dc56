using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace IosBackup.Loading;

/// <summary>The names of the platform the process runs on, as packages with native libraries use them.</summary>
internal static class NativeRuntime
{
    /// <summary>Runtime identifiers whose libraries may fit, the likelier one first.</summary>
    public static IEnumerable<string> Candidates()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return ["win-" + architecture];
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return ["osx-" + architecture];
        }

        // glibc and musl do not load each other's libraries, so trying the wrong one first does no harm.
        return ["linux-" + architecture, "linux-musl-" + architecture];
    }

    /// <summary>The platform's file name of a library.</summary>
    public static string FileName(string library)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return library + ".dll";
        }

        return "lib" + library + (RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? ".dylib" : ".so");
    }
}
