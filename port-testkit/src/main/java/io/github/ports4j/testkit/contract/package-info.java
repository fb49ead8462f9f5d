/**
 * The contract tests: a provider is finished when it passes them on its own system. Needs JUnit Jupiter 5 and AssertJ.
 *
 * <p>Implement {@link io.github.ports4j.testkit.contract.Scene} and {@link io.github.ports4j.testkit.contract.Actor} for the
 * system, then subclass each contract with a {@code scene()} that returns a new one:
 *
 * <ul>
 *   <li>the provider by itself: {@code SocketTableContract}, {@code PortProbeContract}, {@code ProcessControlContract},
 *       {@code NetworkInterfacesContract}, {@code ProtocolStatisticsContract};
 *   <li>what users get of it, with {@code port-core}: {@code ExplainContract}, {@code FreeContract}, {@code LadderContract},
 *       {@code PlanContract}, {@code NeverSignalledContract}, {@code TerminatorContract}, {@code PrintingContract},
 *       {@code PortScannerContract}, and over a {@link io.github.ports4j.testkit.contract.FilteredScene} {@code FirewallContract};
 *   <li>where the table does not show bound and silent sockets: {@code UnseenBoundContract}.
 * </ul>
 *
 * <p>What a scene can't do skips the tests that need it, with the scene's reason.
 */
package io.github.ports4j.testkit.contract;
