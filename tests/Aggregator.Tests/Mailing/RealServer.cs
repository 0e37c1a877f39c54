using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Aggregator.Mailing;

/// <summary>What tests with a real server of Debian's have in common.</summary>
internal static class RealServer
{
    /// <summary>Skips the test where the server is not installed; but not in CI, where it must be.</summary>
    public static void Require(string program, string package)
    {
        if (!File.Exists(program) && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"{program} is missing: .ci/run installs {package}.");
        Assert.SkipUnless(File.Exists(program) && Environment.IsPrivilegedProcess, $"This test needs {program} (apt-get install {package}), and root to start it.");
    }

    /// <summary>A port on loopback that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until somebody can connect. A server tells nobody when it is ready, so it is asked.</summary>
    public static async Task AnswersAsync(Process server, int port, CancellationToken stop)
    {
        while (!await AnswersAsync(port, stop))
        {
            Assert.False(server.HasExited, $"{server.StartInfo.FileName} did not start.");
            await Task.Delay(50, stop);
        }
    }

    /// <summary>Runs one of the system's own programs, as chown.</summary>
    public static async Task RunAsync(string program, string[] words, CancellationToken stop)
    {
        using var run = Process.Start(program, words);
        await run.WaitForExitAsync(stop);
        Assert.Equal(0, run.ExitCode);
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken stop)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
